using System.Text;
using ContactsPS.Benchmarks;
using ContactsPS.Benchmarks.Engines;
using ContactsPS.Benchmarks.Server;

Console.OutputEncoding = Encoding.UTF8;
if (args is ["serve"])
{
    await StaticServer.RunAsync();
    return 0;
}

if (await ChildCommands.RunAsync(args))
{
    return 0;
}

var options = BenchmarkOptions.Parse(args);
if (options.Problem is { } problem)
{
    await Console.Error.WriteLineAsync($"{problem}{Environment.NewLine}{BenchmarkOptions.Usage}");
    return 2;
}

if (options.Help)
{
    await Console.Out.WriteLineAsync(BenchmarkOptions.Usage);
    return 0;
}

using var bench = await Workbench.OpenAsync(options);
return await bench.RunAsync() ? 0 : 1;
