using ContactsPS.Testing;

namespace ContactsPS.Benchmarks.Engines;

/// <summary>The scripts next to this program, which measure their sides in turns within one process.</summary>
internal static class Scripts
{
    public static string PathOf(string script) => Path.Combine(AppContext.BaseDirectory, "Scripts", script);

    /// <summary>Runs a script in the engine that this process hosts.</summary>
    public static IReadOnlyList<MeasuredLine> RunHere(string script, IReadOnlyList<(string Name, object Value)> parameters)
    {
        using var engine = new HostedEngine();
        var arguments = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal);
        var result = engine.Run("& $script @arguments", ("script", PathOf(script)), ("arguments", arguments)).ThrowIfFailed();
        return [.. result.Texts.Select(MeasuredLine.Parse)];
    }
}
