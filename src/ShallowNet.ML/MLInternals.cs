using System.Runtime.CompilerServices;
using Microsoft.ML;
using ShallowNet;

[assembly: IgnoresAccessChecksTo("Microsoft.ML.Core")]
[assembly: IgnoresAccessChecksTo("Microsoft.ML.Data")]

// Model files name this assembly and the loader, so that mlContext.Model.Load finds both without any registration.
[assembly: LoadableClass(typeof(ITransformer), typeof(TransformerFile), null, typeof(SignatureLoadModel), "ShallowNet", TransformerFile.LoaderSignature)]
