#!/usr/bin/python3
"""Writes the golden numbers of the optimizers and of the learning-rate schedules: those of PyTorch, and mpmath's cosine.

    apt-get install python3-mpmath python3-torch
    /usr/bin/python3 tests/ShallowNet.Tests/Golden/make_golden_optimizers.py

Made with PyTorch 1.13.0 and mpmath 1.2.1.
"""
import math
import random

import mpmath
import torch
from torch.optim import lr_scheduler

from golden import write


def copied(model):
    """Weights and biases, these as columns."""
    return [[layer.weight.detach().clone(), layer.bias.detach().clone().reshape(-1, 1)] for layer in (model[0], model[2])]


def weights_and_biases(model):
    named = list(model.named_parameters())
    return [p for name, p in named if name.endswith("weight")], [p for name, p in named if name.endswith("bias")]


def adamw(model):
    """ShallowNet lets weights decay, and biases not."""
    weights, biases = weights_and_biases(model)
    return torch.optim.AdamW([{"params": weights, "weight_decay": 0.1}, {"params": biases, "weight_decay": 0.0}], lr=0.02)


def optimizers():
    torch.manual_seed(3)
    X, Y = torch.randn(20, 3), (torch.rand(20, 2) > 0.5).double()
    # The loop over single tensors of PyTorch 1.13 multiplies by one μ too many in NAdam; foreach does not, nor do later versions.
    makers = {
        "Nesterov": lambda m: torch.optim.SGD(m.parameters(), lr=0.1, momentum=0.9, nesterov=True),
        "AdaGrad": lambda m: torch.optim.Adagrad(m.parameters(), lr=0.05),
        "AdaGradWithAccumulator": lambda m: torch.optim.Adagrad(m.parameters(), lr=0.5, eps=1e-3, initial_accumulator_value=0.1),
        "AdamW": adamw,
        "NAdam": lambda m: torch.optim.NAdam(m.parameters(), lr=0.02, foreach=True),
        "NAdamWithFastDecay": lambda m: torch.optim.NAdam(m.parameters(), lr=0.02, betas=(0.8, 0.9), eps=1e-3, momentum_decay=2.5, foreach=True),
        "AdaMax": lambda m: torch.optim.Adamax(m.parameters(), lr=0.05, betas=(0.8, 0.9)),
        "Rprop": lambda m: torch.optim.Rprop(m.parameters(), lr=0.05),
        "RpropWithBounds": lambda m: torch.optim.Rprop(m.parameters(), lr=0.1, etas=(0.3, 1.5), step_sizes=(0.02, 0.3)),
    }
    runs = {}
    for name, make in makers.items():
        torch.manual_seed(4)
        model = torch.nn.Sequential(torch.nn.Linear(3, 5), torch.nn.Tanh(), torch.nn.Linear(5, 2))
        optimizer = make(model)
        run = {"initial": copied(model), "steps": [], "costs": []}
        for _ in range(30):
            optimizer.zero_grad()
            z = model(X)
            J = torch.nn.functional.binary_cross_entropy_with_logits(z, Y, reduction="none").sum(dim=1).mean()
            J.backward()
            optimizer.step()
            run["steps"].append(copied(model))
            run["costs"].append(J.item())
        runs[name] = run
    return {"X": X.T, "Y": Y.T, "runs": runs}


# ---------------------------------------------------------------- schedules

def rates(rate, steps, make):
    """The rates of all steps, from the one before the first scheduler.step() on."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=rate)
    scheduler, result = make(optimizer), []
    for _ in range(steps):
        result.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return result


def warm_cosine(optimizer, warm_up, steps, minimum):
    return lr_scheduler.SequentialLR(optimizer, [
        lr_scheduler.LinearLR(optimizer, start_factor=1 / (warm_up + 1), total_iters=warm_up),
        lr_scheduler.CosineAnnealingLR(optimizer, T_max=steps - warm_up, eta_min=minimum)], milestones=[warm_up])


def plateau(costs, rate, **options):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=rate)
    scheduler, result = lr_scheduler.ReduceLROnPlateau(optimizer, **options), [rate]
    for cost in costs:
        scheduler.step(cost)
        result.append(optimizer.param_groups[0]["lr"])
    return {"initial": rate, "costs": costs, "rates": result}


def schedules():
    r = random.Random(1)
    falling = [math.exp(-0.1 * i) + 0.2 + 0.02 * r.random() for i in range(120)]
    crawling = [1 - 0.00002 * i for i in range(60)]
    return {
        # 12 epochs of 7 steps.
        "cosine": rates(0.1, 84, lambda o: lr_scheduler.CosineAnnealingLR(o, T_max=84)),
        "cosineToMinimum": rates(0.1, 84, lambda o: lr_scheduler.CosineAnnealingLR(o, T_max=84, eta_min=0.01)),
        "cosineAfterWarmUp": rates(0.1, 84, lambda o: warm_cosine(o, 21, 84, 0.001)),
        "oneCycle": rates(1, 84, lambda o: lr_scheduler.OneCycleLR(o, max_lr=0.2, epochs=12, steps_per_epoch=7, cycle_momentum=False)),
        "oneCycleOwn": rates(1, 84, lambda o: lr_scheduler.OneCycleLR(
            o, max_lr=0.2, total_steps=84, pct_start=0.45, div_factor=4, final_div_factor=100, cycle_momentum=False)),
        "oneCycleOfOneStep": rates(1, 1, lambda o: lr_scheduler.OneCycleLR(o, max_lr=0.2, total_steps=1, cycle_momentum=False)),
        # One rate an epoch.
        "step": rates(0.2, 40, lambda o: lr_scheduler.StepLR(o, step_size=10, gamma=0.5)),
        "exponential": rates(0.2, 40, lambda o: lr_scheduler.ExponentialLR(o, gamma=0.95)),
        "plateau": plateau(falling, 0.1),
        "plateauImpatient": plateau(falling, 0.1, factor=0.5, patience=2, threshold=0.01, cooldown=3, min_lr=0.004),
        "plateauAtOnce": plateau(falling[:40], 0.5, factor=0.7, patience=0, threshold=0.0),
        "plateauOfSmallGains": plateau(crawling, 0.1, factor=0.25, patience=3),
    }


def cosine():
    """cos πx, each value as the sum of two doubles: the nearest one, and what it misses."""
    mpmath.mp.prec = 300
    r = random.Random(2)
    x = [0.5 * r.random() for _ in range(300)] + [0.5 - 2.0 ** -r.uniform(2, 52) for _ in range(150)] + [2.0 ** -r.uniform(1, 30) for _ in range(50)]
    x += [0, 0.25, 0.5, math.nextafter(0.25, 1)]
    y = [mpmath.cos(mpmath.pi * mpmath.mpf(v)) if v != 0.5 else mpmath.mpf(0) for v in x]
    return {"x": x, "high": [float(v) for v in y], "low": [float(v - mpmath.mpf(float(v))) for v in y]}


torch.set_default_dtype(torch.float64)
write("optimizers.json", {"optimizers": optimizers(), "schedules": schedules(), "cosine": cosine()})
