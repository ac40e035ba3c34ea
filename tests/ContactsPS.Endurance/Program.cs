using System.Globalization;
using System.Text;
using ContactsPS.Endurance;
using ContactsPS.Endurance.Soak;

Console.OutputEncoding = Encoding.UTF8;
if (args is [SandboxProcess.Command, var seed])
{
    await SandboxProcess.ServeAsync(int.Parse(seed, CultureInfo.InvariantCulture));
    return 0;
}

var options = EnduranceOptions.Parse(args);
if (options.Problem is { } problem)
{
    await Console.Error.WriteLineAsync($"{problem}{Environment.NewLine}{EnduranceOptions.Usage}");
    return 2;
}

if (options.Help)
{
    await Console.Out.WriteLineAsync(EnduranceOptions.Usage);
    return 0;
}

return await new EnduranceRun(options).RunAsync() ? 0 : 1;
