using System.Text;
using ContactsPS.Endurance;

Console.OutputEncoding = Encoding.UTF8;
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
