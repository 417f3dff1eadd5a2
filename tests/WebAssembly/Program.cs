using System.Diagnostics;
using System.Reflection;
using ShallowNet.Tests;

// Runs the tests of other platforms, and some more, in WebAssembly: each so often as said, but no more once it has taken so many seconds, and twice at least. So the runtime's
// trace compiler comes in, which compiles what has been interpreted often; a test that passes at first may fail from then on.
if (args is not [var times, var seconds, .. var names])
{
    Console.WriteLine("How often each test is run, how many seconds at most, and parts of the names of those that are to be run, if not all are.");
    return 1;
}

WriteFiles();
(int repetitions, TimeSpan limit) = (int.Parse(times), TimeSpan.FromSeconds(int.Parse(seconds)));
return OtherPlatforms.Run([.. OtherPlatforms.Classes, typeof(MaskTests), typeof(OptimizerStepsInDouble), typeof(OptimizerStepsInFloat), typeof(BrowserTests)], (name, test) =>
{
    if (names.Length > 0 && !names.Any(part => name.Contains(part, StringComparison.Ordinal)))
    {
        return;
    }

    Stopwatch watch = Stopwatch.StartNew();
    int count = 0;
    for (; count < 2 || count < repetitions && watch.Elapsed < limit; count++)
    {
        test();
    }

    Console.WriteLine(FormattableString.Invariant($"{name}: equal {count} times in {watch.Elapsed.TotalSeconds:f1} s"));
});

// Golden numbers and data, from the program's resources to where tests look for them.
static void WriteFiles()
{
    Assembly program = Assembly.GetExecutingAssembly();
    foreach (string name in program.GetManifestResourceNames().Where(name => name.Contains('/')))
    {
        string path = Path.Combine(AppContext.BaseDirectory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using Stream content = program.GetManifestResourceStream(name)!;
        using FileStream file = File.Create(path);
        content.CopyTo(file);
    }
}
