"""The Python peers: `peers.py numpy|sklearn|torch THREADS` answers each workload's name, a line, with seconds and perhaps a note, a line.

The first line it prints says which workloads it has. Each answer is one run, after whatever had to be prepared;
every call is the library's ordinary one. Data: see Workloads.cs, which makes the same.
"""
import gzip
import os
import sys
import time
import warnings

peer, threads = sys.argv[1], int(sys.argv[2])
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = str(threads)

import numpy as np

warnings.filterwarnings("ignore")
DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data")


# A little less than the cost at which scikit-learn's L-BFGS stops on the digits: what W10 asks of the others.
LBFGS_COST, LBFGS_ALPHA = 1.26e-4, 1e-4
note = ""


def timed(run, repeat=1):
    start = time.perf_counter()
    for _ in range(repeat):
        run()
    return (time.perf_counter() - start) / repeat


def flower():
    np.random.seed(1)
    X, Y = np.zeros((400, 2)), np.zeros((400, 1))
    for j in range(2):
        ix = range(200 * j, 200 * (j + 1))
        t = np.linspace(j * 3.12, (j + 1) * 3.12, 200) + np.random.randn(200) * 0.2
        r = 4 * np.sin(4 * t) + np.random.randn(200) * 0.2
        X[ix] = np.c_[r * np.sin(t), r * np.cos(t)]
        Y[ix] = j
    return X.T.copy(), Y.T.copy()


def digits(dtype):
    with gzip.open(os.path.join(DATA, "digits.csv.gz")) as f:
        table = np.loadtxt(f, delimiter=",")
    return (table[:, :-1] / 16).astype(dtype), table[:, -1].astype(int)


def breast_cancer():
    table = np.loadtxt(os.path.join(DATA, "breast_cancer.csv"), delimiter=",", skiprows=1)[:455]
    X = table[:, :-1]
    return ((X - X.mean(axis=0)) / X.std(axis=0)).astype(np.float32), table[:, -1].astype(int)


def random(m, n, seed=1):
    return np.random.RandomState(seed).rand(m, n).astype(np.float32)


def mnist_size():
    return random(60000, 784), np.random.RandomState(2).randint(0, 10, 60000)


def tall():
    X = random(200000, 28)
    return X, (X.sum(axis=1) > 14).astype(int)


# ------------------------------------------------------------------ NumPy: the article's program

def numpy_peer():
    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    def article(n_h):
        X, Y = flower()
        m = X.shape[1]

        def run():
            np.random.seed(2)
            W1, b1 = np.random.randn(n_h, 2) * 0.01, np.zeros((n_h, 1))
            W2, b2 = np.random.randn(1, n_h) * 0.01, np.zeros((1, 1))
            for _ in range(10000):
                A1 = np.tanh(np.dot(W1, X) + b1)
                A2 = sigmoid(np.dot(W2, A1) + b2)
                cost = -np.sum(np.multiply(np.log(A2), Y) + np.multiply(np.log(1 - A2), 1 - Y)) / m
                dZ2 = A2 - Y
                dW2 = np.dot(dZ2, A1.T) / m
                db2 = np.sum(dZ2, axis=1, keepdims=True) / m
                dZ1 = np.multiply(np.dot(W2.T, dZ2), 1 - np.power(A1, 2))
                dW1 = np.dot(dZ1, X.T) / m
                db1 = np.sum(dZ1, axis=1, keepdims=True) / m
                W1, b1, W2, b2 = W1 - 1.2 * dW1, b1 - 1.2 * db1, W2 - 1.2 * dW2, b2 - 1.2 * db2
            assert np.isfinite(cost)

        return lambda: timed(run)

    return {"W1": lambda: article(4), "W2": lambda: article(50)}


# ------------------------------------------------------------------ scikit-learn

def sklearn_peer():
    from sklearn.neural_network import MLPClassifier, MLPRegressor

    def fit(X, y, hidden, **options):
        def run():
            MLPClassifier(hidden, tol=0, n_iter_no_change=10**9, alpha=0, random_state=1, **options).fit(X, y)

        return lambda: timed(run)

    def lbfgs(X, y):
        def run():
            global note
            model = MLPClassifier((100,), solver="lbfgs", alpha=LBFGS_ALPHA, max_iter=200, random_state=1)
            evaluate, evaluations = model._loss_grad_lbfgs, 0

            def counted(*arguments):
                nonlocal evaluations
                evaluations += 1
                return evaluate(*arguments)

            model._loss_grad_lbfgs = counted
            model.fit(X, y)
            note = f"{model.n_iter_} iterations, {evaluations} evaluations, cost {model.loss_:.4g}"
            assert model.loss_ >= LBFGS_COST, note

        return lambda: timed(run)

    def predict(n, hidden, classes, m, repeat):
        model = MLPClassifier(hidden, max_iter=1).fit(random(200, n), np.arange(200) % classes)
        X = random(m, n)
        return lambda: timed(lambda: model.predict_proba(X), repeat)

    return {
        "W3d": lambda: fit(*digits(np.float64), (100,), batch_size=200, max_iter=50),
        "W3f": lambda: fit(*digits(np.float32), (100,), batch_size=200, max_iter=50),
        "W4": lambda: fit(*mnist_size(), (128,), batch_size=128, max_iter=1),
        "W6": lambda: fit(*breast_cancer(), (16,), solver="sgd", momentum=0, learning_rate_init=0.01, batch_size=1, max_iter=20),
        "W7a": lambda: predict(30, (16,), 2, 1, 300),
        "W7b": lambda: predict(784, (128,), 10, 1, 300),
        "W8": lambda: predict(30, (64,), 2, 1000000, 1),
        "W9": lambda: fit(*tall(), (300,), batch_size=1024, max_iter=1),
        "W10": lambda: lbfgs(*digits(np.float64)),
    }


# ------------------------------------------------------------------ PyTorch

def torch_peer():
    import torch
    from torch import nn

    torch.set_num_threads(threads)
    F = nn.functional
    bce = F.binary_cross_entropy_with_logits

    def network(sizes, activation, dtype):
        layers = []
        for i in range(len(sizes) - 1):
            layers += [nn.Linear(sizes[i], sizes[i + 1])] + ([activation()] if i < len(sizes) - 2 else [])
        return nn.Sequential(*layers).to(dtype)

    def train(X, Y, sizes, activation, loss, optimizer, epochs, batch, cost=False):
        X, Y = torch.as_tensor(X), torch.as_tensor(Y)
        m = len(X)

        def run():
            model = network(sizes, activation, X.dtype)
            step = optimizer(model.parameters())
            for _ in range(epochs):
                order = torch.randperm(m) if batch < m else None
                for start in range(0, m, batch):
                    x, y = (X, Y) if order is None else (X[order[start:start + batch]], Y[order[start:start + batch]])
                    step.zero_grad(set_to_none=True)
                    J = loss(model(x), y)
                    J.backward()
                    step.step()
                    if cost:
                        J.item()

        return lambda: timed(run)

    def lbfgs(X, y):
        X, y = torch.as_tensor(X), torch.as_tensor(y)

        def run():
            global note
            torch.manual_seed(1)
            model = network((64, 100, 10), nn.ReLU, torch.float64)
            step = torch.optim.LBFGS(model.parameters(), max_iter=1000, history_size=10, line_search_fn="strong_wolfe")
            weights = [p for p in model.parameters() if p.dim() > 1]
            evaluations, reached = 0, False

            def closure():
                nonlocal evaluations, reached
                step.zero_grad(set_to_none=True)
                J = F.cross_entropy(model(X), y) + LBFGS_ALPHA / 2 / len(X) * sum((W * W).sum() for W in weights)
                evaluations += 1
                if J.item() <= LBFGS_COST:
                    reached = True
                    raise StopIteration
                J.backward()
                return J

            try:
                step.step(closure)
            except StopIteration:
                pass
            note = f"{step.state[step._params[0]]['n_iter']} iterations, {evaluations} evaluations"
            assert reached, note

        return lambda: timed(run)

    def article(hidden):
        X, Y = flower()
        return train(X.T.copy(), Y.T.copy(), (2, hidden, 1), nn.Tanh, bce, lambda p: torch.optim.SGD(p, lr=1.2), 10000, 400, cost=True)

    def predict(sizes, last, m, repeat):
        model = nn.Sequential(*network(sizes, nn.ReLU, torch.float32), last)
        X = torch.as_tensor(random(m, sizes[0]))

        def run():
            with torch.inference_mode():
                model(X)

        return lambda: timed(run, repeat)

    def classes(data, dtype=np.float32):
        X, y = data
        return X, y.astype(dtype).reshape(-1, 1)

    adam = lambda p: torch.optim.Adam(p)
    X5 = random(10000, 4)
    return {
        "W1": lambda: article(4),
        "W2": lambda: article(50),
        "W3d": lambda: train(*digits(np.float64), (64, 100, 10), nn.ReLU, F.cross_entropy, adam, 50, 200),
        "W3f": lambda: train(*digits(np.float32), (64, 100, 10), nn.ReLU, F.cross_entropy, adam, 50, 200),
        "W4": lambda: train(*mnist_size(), (784, 128, 10), nn.ReLU, F.cross_entropy, adam, 1, 128),
        "W5": lambda: train(X5, np.sin(X5), (4, 32, 16, 4), nn.Tanh, F.mse_loss, adam, 1000, 10000),
        "W6": lambda: train(*classes(breast_cancer()), (30, 16, 1), nn.ReLU, bce, lambda p: torch.optim.SGD(p, lr=0.01), 20, 1),
        "W7a": lambda: predict((30, 16, 1), nn.Sigmoid(), 1, 1000),
        "W7b": lambda: predict((784, 128, 10), nn.Softmax(dim=1), 1, 1000),
        "W8": lambda: predict((30, 64, 1), nn.Sigmoid(), 1000000, 1),
        "W9": lambda: train(*classes(tall()), (28, 300, 1), nn.ReLU, bce, adam, 1, 1024),
        "W10": lambda: lbfgs(*digits(np.float64)),
    }


workloads = {"numpy": numpy_peer, "sklearn": sklearn_peer, "torch": torch_peer}[peer]()
versions = {"numpy": lambda: np.__version__, "sklearn": lambda: __import__("sklearn").__version__, "torch": lambda: __import__("torch").__version__}
print(versions[peer](), *workloads, flush=True)
prepared = {}
for line in sys.stdin:
    name = line.strip()
    if name not in prepared:
        prepared.clear()
        prepared[name] = workloads[name]()
    note = ""
    print(prepared[name](), note, flush=True)
