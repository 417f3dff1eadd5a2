namespace Playground.Tests;

/// <summary>What a link carries.</summary>
public sealed class SetupTests
{
    [Fact]
    public void Read_Nothing_IsTheDefault() => SetupReader.Read("").ToString().Should().Be(
        "data=circles&samples=300&noise=0.1&dataSeed=1&share=0.2&features=x1,x2&scale=0&layers=4&activation=tanh&init=auto&loss=auto&optimizer=adam&rate=0.02&batch=32&l2=0&l1=0&seed=1");

    [Theory]
    [InlineData("data=flower&samples=400&noise=0&dataSeed=7&share=0&features=x1,x1x2,sin2&scale=1&layers=&activation=relu&init=small&loss=squared&optimizer=lm&rate=0.1&batch=0&l2=0.5&l1=0.25&seed=9")]
    [InlineData("data=own&points=-1,-1,0;1.5,1,4;1E-05,2,2;0,1,1&dataSeed=1&share=0&features=x2&scale=0&layers=12,1,3,4&activation=gelu&init=zeros&loss=auto&optimizer=gd&rate=1.2&batch=1&l2=0&l1=0&seed=0")]
    [InlineData("data=ownnumbers&points=-1,-1,-7.25;1,1,1000000;1,2,2;0,1,1&dataSeed=5&share=0.25&features=x1,x2&scale=0&layers=2&activation=identity&init=he&loss=huber&optimizer=lbfgs&rate=100&batch=32&l2=0&l1=0&seed=1000000")]
    public void Text_OfWhatWasRead_IsTheSame(string text) => SetupReader.Read(text).ToString().Should().Be(text);

    [Fact]
    public void Read_FeaturesInAnyOrder_HaveTheirOwn() =>
        SetupReader.Read("features=sin1,x2,x1").Features.Select(feature => feature.Name).Should().Equal("x1", "x2", "sin1");

    [Theory]
    [InlineData("colour=red", "A setting must be one of data, points, samples, noise, dataSeed, share, features, scale, layers, activation, init, loss, optimizer, rate, batch, l2, l1, seed, but is \"colour\".")]
    [InlineData("<img src=x>", "A setting must be one of data, points, samples, noise, dataSeed, share, features, scale, layers, activation, init, loss, optimizer, rate, batch, l2, l1, seed, but is \"<img src\".")]
    [InlineData("seed=1&seed=2", "seed must be given once, but is given twice.")]
    [InlineData("data=fower", "data must be one of flower, moons, circles, spirals, spirals3, xor, plane, saddle, hill, waves, own, ownnumbers, but is \"fower\".")]
    [InlineData("samples=19", "samples must be a whole number from 20 to 1000, but is \"19\".")]
    [InlineData("samples=1001", "samples must be a whole number from 20 to 1000, but is \"1001\".")]
    [InlineData("samples=2e2", "samples must be a whole number from 20 to 1000, but is \"2e2\".")]
    [InlineData("data=flower&samples=51", "samples must be even for the flower, but is 51.")]
    [InlineData("noise=-0.1", "noise must be a number from 0 to 1, but is \"-0.1\".")]
    [InlineData("noise=NaN", "noise must be a number from 0 to 1, but is \"NaN\".")]
    [InlineData("noise=0,1", "noise must be a number from 0 to 1, but is \"0,1\".")]
    [InlineData("share=0.9", "share must be a number from 0 to 0.8, but is \"0.9\".")]
    [InlineData("rate=0", "rate must be a number from 1E-06 to 100, but is \"0\".")]
    [InlineData("rate=Infinity", "rate must be a number from 1E-06 to 100, but is \"Infinity\".")]
    [InlineData("batch=-1", "batch must be a whole number from 0 to 1000, but is \"-1\".")]
    [InlineData("l2=101", "l2 must be a number from 0 to 100, but is \"101\".")]
    [InlineData("l1=x", "l1 must be a number from 0 to 100, but is \"x\".")]
    [InlineData("seed=1000001", "seed must be a whole number from 0 to 1000000, but is \"1000001\".")]
    [InlineData("scale=yes", "scale must be a whole number from 0 to 1, but is \"yes\".")]
    [InlineData("features=", "features must have at least one, but is empty.")]
    [InlineData("features=x1,x3", "features must be some of x1, x2, x1x2, x1sq, x2sq, sin1, sin2, but has \"x3\".")]
    [InlineData("layers=1,2,3,4,5", "layers must be at most 4, but are 5.")]
    [InlineData("layers=4,13", "layers[1] must be a whole number from 1 to 12, but is \"13\".")]
    [InlineData("layers=0", "layers[0] must be a whole number from 1 to 12, but is \"0\".")]
    [InlineData("activation=step", "activation must be one of tanh, relu, sigmoid, leaky, gelu, identity, but is \"step\".")]
    [InlineData("init=ones", "init must be one of auto, small, xavier, he, zeros, but is \"ones\".")]
    [InlineData("loss=hinge", "loss must be one of auto, squared, absolute, huber, but is \"hinge\".")]
    [InlineData("optimizer=sgd", "optimizer must be one of gd, momentum, rmsprop, adam, lbfgs, lm, but is \"sgd\".")]
    [InlineData("data=moons&points=1,1,1", "points must be given with own or ownnumbers as the data, but the data are moons.")]
    [InlineData("data=own", "points must be 4 to 1000, but are 0.")]
    [InlineData("data=own&points=1,1,1;2,2,0;3,3,1;4,4", "points[3] must be x1,x2,label, three numbers of at most 1000000 in size, but is \"4,4\".")]
    [InlineData("data=own&points=1,1,1;2,2000001,0;3,3,1;4,4,0", "points[1] must be x1,x2,label, three numbers of at most 1000000 in size, but is \"2,2000001,0\".")]
    [InlineData("data=own&points=1,1,1;2,NaN,0;3,3,1;4,4,0", "points[1] must be x1,x2,label, three numbers of at most 1000000 in size, but is \"2,NaN,0\".")]
    [InlineData("data=own&points=1,1,1;2,2,5;3,3,1;4,4,0", "The label of points[1] must be a class from 0 to 4, but is 5.")]
    [InlineData("data=own&points=1,1,1;2,2,0.5;3,3,1;4,4,0", "The label of points[1] must be a class from 0 to 4, but is 0.5.")]
    [InlineData("activation=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "activation must be one of tanh, relu, sigmoid, leaky, gelu, identity, but is \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…\".")]
    public void Read_WhatIsNotAllowed_SaysWhatMustBe(string text, string message) =>
        FluentActions.Invoking(() => SetupReader.Read(text)).Should().Throw<Refusal>().WithMessage(message).Which.Status.Should().Be(400);

    [Fact]
    public void Lab_SettingsThatDoNotGoTogether_SaysWhatTheLibrarySays() =>
        FluentActions.Invoking(() => new Lab(SetupReader.Read("optimizer=lm&loss=absolute&data=plane"))).Should().Throw<Refusal>()
            .Which.Message.Should().Contain("Levenberg–Marquardt");
}
