using System.Numerics;
using MathNet.Numerics.LinearAlgebra;
using ShallowNet.Kernels;

namespace ShallowNet;

/// <summary>
/// A dense network: the article's parameters W[1], b[1], …, W[L], b[L] and the equations that use them.
/// </summary>
/// <remarks>
/// Columns are samples. <see cref="Forward(Matrix{T})"/>, <see cref="Cost"/>, <see cref="Backward(ForwardPass{T}, Matrix{T})"/>
/// and <see cref="Update"/> are the steps of the article's program, and the very ones that a training takes. A
/// network belongs to one thread at a time, except that any number of threads may predict while nobody changes it.
/// </remarks>
/// <typeparam name="T">float or double.</typeparam>
public sealed partial class Network<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>n[0], n[1], …, n[L].</summary>
    private readonly int[] n;
    private readonly int widest;

    /// <summary>The stages of the layers 1 to L, and the loss, bound to this precision.</summary>
    private readonly Stage<T>[][] stages;

    /// <summary>
    /// The same stages as the loops need them: all of them; of each layer those that change the derivatives, last first, and those that take
    /// A[l-1]; and those with sums over samples, the last layer's first.
    /// </summary>
    private readonly Stage<T>[] allStages;
    private readonly Stage<T>[][] backwardStages;
    private readonly Stage<T>[][] inputStages;
    private readonly Stage<T>[] summingStages;
    private readonly PerSampleLoss losses;
    private readonly LossDerivative lossDerivative;

    /// <summary>Whether dZ = A − Y at the end of the last layer, because the loss's slope and g′ cancel.</summary>
    private readonly bool lossMatches;

    /// <summary>g[L].</summary>
    private readonly ActivateStage<T> output;

    /// <summary>Where the dropout masks of <see cref="Forward(Matrix{T})"/> come from; trainings have their own source.</summary>
    private readonly int seed;
    private NumPyRandom? masks;

    /// <summary>What <see cref="Backward(ForwardPass{T}, Matrix{T})"/> computes with, kept for the next call; trainings have teams of their own.</summary>
    private Team<T>? alone;

    internal Network(int inputs, Dense[] layers, Loss loss, int seed)
        : this(layers, loss, seed, new ParameterLayout(inputs, layers))
    {
        NumPyRandom random = new(seed);
        for (int l = 1; l <= L; l++)
        {
            Array.ForEach(stages[l], stage => stage.Draw(random));
            layers[l - 1].Initializer.Draw(l, W[l], b[l], random);
        }

        Bounds?.Mirror();
    }

    /// <summary>All parameters zero, but γ = 1, α = 1 and s = 1.</summary>
    internal Network(IReadOnlyList<Dense> layers, Loss loss, int seed, ParameterLayout layout)
    {
        this.seed = seed;
        Layout = layout;
        n = layout.n;
        widest = n.Skip(1).Max();
        Layers = new PerLayer<Dense>(nameof(Layers), 1, [.. layers]);
        Loss = loss;
        losses = loss.PerSample;
        lossDerivative = loss.Derivative;
        lossMatches = loss.Matches(layout.EndsInActivation ? layers[^1].Activation : Activation.Identity);
        Parameters = new ParameterSet<T>(layout, layout.Trained);
        Averages = new ParameterSet<T>(layout, layout.Averages);
        State = [.. Parameters.Arrays, .. Averages.Arrays];
        foreach ((Parameter parameter, T[] numbers) in layout.Trained.Concat(layout.Averages).Zip(State))
        {
            numbers.AsSpan().Fill(T.CreateTruncating(parameter.Start));
        }

        W = Parameters.Matrices(ParameterRole.Weights);
        b = Parameters.Matrices(ParameterRole.Biases);
        Gamma = Parameters.MatricesOrNull(ParameterRole.Gamma);
        Beta = Parameters.MatricesOrNull(ParameterRole.Beta);
        Alpha = Parameters.MatricesOrNull(ParameterRole.Alpha);
        RunningMean = Averages.MatricesOrNull(ParameterRole.RunningMean);
        RunningVariance = Averages.MatricesOrNull(ParameterRole.RunningVariance);
        stages = [.. Enumerable.Range(0, n.Length).Select(l => layout.Stages(l).Select(stage => stage.Bind(Parameters, Averages)).ToArray())];
        readsInputAgain = layout.AllStages.Any(stage => stage.ReadsLayerInput);
        allStages = [.. stages.SelectMany(ofLayer => ofLayer)];
        backwardStages = Array.ConvertAll(stages, ofLayer => ofLayer.Where(stage => stage.Description.ChangesGradient).Reverse().ToArray());
        inputStages = [.. Enumerable.Range(0, n.Length).Select(l => layout.StagesToInput(l).Select(stage => allStages[stage.Place.Index]).ToArray())];
        widestPrepared = layout.WidestPrepared;
        summingStages = [.. allStages.Where(stage => stage.Description.SumsParameterGradients).Reverse()];
        output = stages[L].OfType<ActivateStage<T>>().Single();
        Bounds = WeightBounds<T>.Of(this);
    }

    /// <summary>n_x, the number of inputs: the rows of X.</summary>
    public int Inputs => n[0];

    /// <summary>n_y, the number of outputs: the rows of Y.</summary>
    public int Outputs => n[^1];

    /// <summary>L, the number of layers (the input does not count).</summary>
    public int L => n.Length - 1;

    /// <summary>The descriptions of the layers 1 to L.</summary>
    public PerLayer<Dense> Layers { get; }

    /// <summary>What training minimizes.</summary>
    public Loss Loss { get; }

    /// <summary>The seed it was made with.</summary>
    internal int Seed => seed;

    internal ParameterLayout Layout { get; }

    /// <summary>What training changes by the gradients.</summary>
    internal ParameterSet<T> Parameters { get; }

    /// <summary>Where weights must stay so that the network is monotone; null where it need not be.</summary>
    internal WeightBounds<T>? Bounds { get; }

    /// <summary>The running averages of batch normalization.</summary>
    internal ParameterSet<T> Averages { get; }

    /// <summary>The arrays of the parameters, and after them those of the running averages: all that training changes.</summary>
    internal T[][] State { get; }

    /// <summary>Forward propagation: Z[l] = W[l] A[l-1] + b[l] and A[l] = g[l] (Z[l]) for l = 1, …, L, with A[0] = X.</summary>
    /// <remarks>
    /// As training does it: batch normalization takes the mean and variance of these samples, and dropout a new mask. For answers, use
    /// <see cref="Predict(Matrix{T})"/>. The network itself does not change; the running averages follow with <see cref="Update"/>.
    /// </remarks>
    /// <param name="X">The inputs, n_x × m.</param>
    /// <returns>Z[1], A[1], …, Z[L], A[L].</returns>
    /// <exception cref="ArgumentException">X has the wrong number of rows, no column, or an element that is not finite.</exception>
    public ForwardPass<T> Forward(Matrix<T> X)
    {
        X = Require.Samples(X, Inputs, null, nameof(X), InputsAre);
        ForwardPass<T> pass = new(Layout, X);
        DrawMasks(pass);
        Propagate(pass);
        return pass;
    }

    /// <summary>Forward propagation into an earlier pass, without allocating.</summary>
    /// <param name="X">The inputs, n_x × m, with as many columns as the pass has samples.</param>
    /// <param name="pass">A pass of this network or one of the same sizes and options; its Z and A are overwritten.</param>
    /// <returns>The pass.</returns>
    /// <exception cref="ArgumentException">
    /// X has the wrong number of rows or columns or an element that is not finite, or is one of the pass's own Z or A, or the
    /// pass is of another network's sizes.
    /// </exception>
    public ForwardPass<T> Forward(Matrix<T> X, ForwardPass<T> pass)
    {
        CheckFits(pass);
        X = Require.Samples(X, Inputs, pass.Samples, nameof(X), InputsAre, "the pass's samples");
        if (pass.Overwrites(X))
        {
            throw new ArgumentException("X must not be a matrix that the pass overwrites, but is one of its Z or A.", nameof(X));
        }

        pass.SetInput(X);
        pass.Weights = null;
        DrawMasks(pass);
        Propagate(pass);
        return pass;
    }

    /// <summary>The cost J = (1/m) Σ L(ŷ, y): the article's <c>compute_cost</c>.</summary>
    /// <param name="pass">The forward propagation of the samples.</param>
    /// <param name="Y">Their labels, n_y × m.</param>
    /// <exception cref="ArgumentException">The pass or Y has the wrong size, or Y is not what the loss allows.</exception>
    public double Cost(ForwardPass<T> pass, Matrix<T> Y)
    {
        CheckFits(pass);
        return LossSum(pass, ColumnMajor.Span(Loss.CheckLabels(Y, Outputs, pass.Samples))) / pass.Samples;
    }

    /// <summary>Backward propagation: the derivatives of J with respect to every W[l] and b[l].</summary>
    /// <remarks>
    /// For l = L, …, 1, per column and not yet averaged: dZ[L] = A[L] − Y where loss and activation match, otherwise
    /// dZ[L] = dA[L] ∘ g[L]′(Z[L]); dW[l] = (1/m) dZ[l] A[l-1]ᵀ; db[l] = (1/m) Σ dZ[l]; dA[l-1] = W[l]ᵀ dZ[l];
    /// dZ[l-1] = dA[l-1] ∘ g[l-1]′(Z[l-1]). Batch normalization, learned mixes, dropout and residual connections add their own part of the chain rule.
    /// The article prints some of its formulas otherwise; its program has them as they are here. Section 3.1: w_ij with i the unit of layer l-1,
    /// where row i of W[l] belongs to unit i of layer l. Section 4.1: dA[l] = dZ[l+1] W[l+1]ᵀ, the factors in the wrong order; dZ[l] = ∂J/∂Z[l],
    /// which is m times that here, as dW[l] and db[l] take the mean. Section 4.3: dW[L]ᵀ dZ[L], the gradient in the place of the weights W[L]ᵀ, which has their
    /// shape; in dZ[L-1] g′ of layer L for that of its own layer; in dZ[1] layer L for layer 2; in dW[1] A[1]ᵀ for A[0]ᵀ = Xᵀ.
    /// </remarks>
    /// <param name="pass">The forward propagation of the samples.</param>
    /// <param name="Y">Their labels, n_y × m.</param>
    /// <returns>dW[1], db[1], …, dW[L], db[L].</returns>
    /// <exception cref="ArgumentException">The pass or Y has the wrong size, or Y is not what the loss allows.</exception>
    public Gradients<T> Backward(ForwardPass<T> pass, Matrix<T> Y) => Backward(pass, Y, new Gradients<T>(Layout));

    /// <summary>Backward propagation into earlier gradients, without allocating.</summary>
    /// <inheritdoc cref="Backward(ForwardPass{T}, Matrix{T})" path="/remarks"/>
    /// <param name="pass">The forward propagation of the samples.</param>
    /// <param name="Y">Their labels, n_y × m.</param>
    /// <param name="gradients">Gradients of this network or one of the same sizes and options; overwritten.</param>
    /// <returns>The gradients.</returns>
    /// <exception cref="ArgumentException">The pass, Y or the gradients have the wrong size, or Y is not what the loss allows.</exception>
    public Gradients<T> Backward(ForwardPass<T> pass, Matrix<T> Y, Gradients<T> gradients)
    {
        CheckFits(pass);
        CheckFits(gradients);
        T[] labels = ColumnMajor.Array(Loss.CheckLabels(Y, Outputs, pass.Samples));
        Team<T> team = Interlocked.Exchange(ref alone, null) ?? new Team<T>(this, threads: 1);
        team.Backward(pass, labels, gradients);
        team.Forget();
        alone = team;
        return gradients;
    }

    /// <summary>
    /// Gradient descent's step: W[l] := W[l] − α dW[l] and b[l] := b[l] − α db[l], the article's <c>update_parameters</c>; all other parameters
    /// likewise. Weights that a monotone network must not have become 0. The running averages of batch normalization take up the gradients' batch.
    /// </summary>
    /// <param name="gradients">The derivatives of J.</param>
    /// <param name="learningRate">α, finite and greater than 0.</param>
    /// <exception cref="ArgumentException">The gradients are of another network's sizes.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is not finite or not greater than 0.</exception>
    public void Update(Gradients<T> gradients, double learningRate)
    {
        CheckFits(gradients);
        Require.LearningRate<T>(learningRate, nameof(learningRate));
        for (int i = 0; i < Parameters.Arrays.Length; i++)
        {
            UpdateKernels.GradientDescent(gradients.Parameters.Arrays[i], Parameters.Arrays[i], learningRate);
        }

        Bounds?.Keep();
        UpdateAverages(gradients);
    }

    /// <summary>A network with the same layers and loss, and its own copy of the parameters, in either precision.</summary>
    /// <exception cref="NotSupportedException">TOther is neither float nor double.</exception>
    public Network<TOther> Copy<TOther>()
        where TOther : unmanaged, IBinaryFloatingPointIeee754<TOther>
    {
        Require.Precision<TOther>();
        Network<TOther> copy = new([.. Layers], Loss, seed, Layout);
        for (int i = 0; i < State.Length; i++)
        {
            Array.ConvertAll(State[i], TOther.CreateTruncating).CopyTo(copy.State[i], 0);
        }

        return copy;
    }

    private void DrawMasks(ForwardPass<T> pass)
    {
        if (Layout.DrawsMasks)
        {
            masks ??= new NumPyRandom(seed);
            pass.MaskKey = masks.NextKey();
        }
    }

    private static string InputsAre => "the network's inputs";

    private void CheckFits(ForwardPass<T> pass)
    {
        if (!Require.NotNull(pass).Fits(Layout))
        {
            throw new ArgumentException($"The pass must be of a network of the sizes {Layout} and the same layer options, but is of another.", nameof(pass));
        }
    }

    private void CheckFits(Gradients<T> gradients)
    {
        if (!Require.NotNull(gradients).Parameters.Fits(Layout))
        {
            throw new ArgumentException($"The gradients must be of a network of the sizes {Layout} and the same layer options, but are of another.", nameof(gradients));
        }
    }
}
