// An application that has nothing but the package of figures.

using ShallowNet;
using ShallowNet.Plotting;

var (X, Y) = Datasets.Flower<double>();
var network = Network.Create<double>(2, seed: 2, new Dense(4, Activation.Tanh), new Dense(1, Activation.Sigmoid));
var history = network.Train(X, Y, new TrainingOptions { Epochs = 20 });
new Figure("Cost", "epoch", "J").Line("J", [.. Enumerable.Range(1, 20)], history.Costs).Save(args[0]);
