// An application that has nothing but the package of figures.

using ShallowNet;
using ShallowNet.Plotting;

var (X, Y) = Datasets.Flower<double>(seed: 1);
var network = Network.Create<double>(inputs: 2, seed: 2, new Dense(4, Activation.Tanh), new Dense(1, Activation.Sigmoid));
Figures.Cost(network.Train(X, Y, new TrainingOptions { Epochs = 20 })).Save(args[0]);
