using System.Management.Automation;
using System.Reflection;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Surface;

/// <summary>The surface as lines. Each line describes one thing completely, so that lines can be compared one by one.</summary>
internal static class PublicSurface
{
    private static readonly HashSet<string> Common = [.. Cmdlet.CommonParameters, .. Cmdlet.OptionalCommonParameters];

    public static IReadOnlyList<string> Lines(HostedEngine engine)
    {
        var cmdlets = engine.Run("Get-Command -Module ContactsPS").ThrowIfFailed().Output.Select(item => (CmdletInfo)item.BaseObject).OrderBy(cmdlet => cmdlet.Name, StringComparer.Ordinal).ToList();
        var module = cmdlets[0].ImplementingType.Assembly;
        var client = Load(Path.Combine(Path.GetDirectoryName(module.Location)!, "ContactsPS.Client.dll"));
        return
        [
            "# Cmdlets", .. cmdlets.SelectMany(OfCmdlet),
            string.Empty, "# Objects that they write", .. Objects(cmdlets).SelectMany(OfObject),
            string.Empty, "# Ids of errors", .. Constants(module, "ContactsPS.Errors.FailureKind", field => $"error {field.Name}"),
            string.Empty, "# ContactsPS.Client", .. client.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal).SelectMany(ClientSurface.Of),
        ];
    }

    private static IEnumerable<string> OfCmdlet(CmdletInfo cmdlet)
    {
        yield return $"{cmdlet.Name} writes {string.Join(", ", cmdlet.OutputType.Select(type => type.Name).Order(StringComparer.Ordinal))}, default set {cmdlet.DefaultParameterSet}";
        foreach (var set in cmdlet.ParameterSets.OrderBy(set => set.Name, StringComparer.Ordinal))
        {
            yield return $"{cmdlet.Name} [{set.Name}]";
        }

        var parameters = cmdlet.ParameterSets.SelectMany(set => set.Parameters.Where(parameter => !Common.Contains(parameter.Name)).Select(parameter => (Set: set.Name, Text: OfParameter(parameter))));
        foreach (var same in parameters.GroupBy(parameter => parameter.Text, parameter => parameter.Set, StringComparer.Ordinal).OrderBy(same => same.Key, StringComparer.Ordinal))
        {
            var sets = same.Count() == cmdlet.ParameterSets.Count ? "*" : string.Join(", ", same.Order(StringComparer.Ordinal));
            yield return $"{cmdlet.Name} [{sets}] {same.Key}";
        }
    }

    private static string OfParameter(CommandParameterInfo parameter)
    {
        string[] traits =
        [
            .. parameter.Aliases.Order(StringComparer.Ordinal).Select(alias => $"alias {alias}"),
            .. parameter.Position >= 0 ? [$"position {parameter.Position}"] : Array.Empty<string>(),
            .. parameter.ValueFromPipeline ? ["pipeline"] : Array.Empty<string>(),
            .. parameter.ValueFromPipelineByPropertyName ? ["pipeline by name"] : Array.Empty<string>(),
            .. parameter.ValueFromRemainingArguments ? ["takes the rest"] : Array.Empty<string>(),
            .. (parameter.ParameterType.GetElementType() ?? parameter.ParameterType) is { IsEnum: true } choice ? [string.Join('|', Enum.GetNames(choice))] : Array.Empty<string>(),
            .. parameter.IsMandatory ? ["mandatory"] : Array.Empty<string>(),
        ];
        return $"-{parameter.Name} <{ClientSurface.NameOf(parameter.ParameterType)}> {string.Join(", ", traits)}".TrimEnd();
    }

    /// <summary>The output types of the cmdlets, and our types that are reached through their properties.</summary>
    private static SortedDictionary<string, Type> Objects(IEnumerable<CmdletInfo> cmdlets)
    {
        var found = new SortedDictionary<string, Type>(StringComparer.Ordinal);
        var open = new Stack<Type>(cmdlets.SelectMany(cmdlet => cmdlet.OutputType).Select(output => output.Type).OfType<Type>());
        while (open.TryPop(out var type))
        {
            foreach (var argument in type.GetGenericArguments())
            {
                open.Push(argument);
            }

            if (type.Namespace?.StartsWith("ContactsPS", StringComparison.Ordinal) is true && !type.IsGenericType && found.TryAdd(type.FullName!, type))
            {
                Array.ForEach(type.GetProperties(), property => open.Push(property.PropertyType));
            }
        }

        return found;
    }

    private static IEnumerable<string> OfObject(KeyValuePair<string, Type> found) =>
        found.Value.GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(property => property.Name, StringComparer.Ordinal)
            .Select(property => $"{found.Key}: {property.Name} <{ClientSurface.NameOf(property.PropertyType)}>");

    private static IEnumerable<string> Constants(Assembly assembly, string type, Func<FieldInfo, string> line) =>
        assembly.GetType(type, throwOnError: true)!.GetFields().Select(line).Order(StringComparer.Ordinal);

    private static Assembly Load(string path) => Assembly.LoadFrom(path);
}
