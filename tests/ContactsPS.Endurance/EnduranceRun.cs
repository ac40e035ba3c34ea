using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using ContactsPS.Testing;

namespace ContactsPS.Endurance;

/// <summary>What the parts have in common: what was asked for, and the journal.</summary>
internal sealed class EnduranceRun(EnduranceOptions options)
{
    public Journal Journal { get; } = new(Console.Out);

    public bool IsShort => options.Short;

    public int Seed => options.Seed;

    public double? Minutes => options.Minutes;

    /// <summary>The one thing in the long form, the other in the short one.</summary>
    public T Pick<T>(T inLong, T inShort) => IsShort ? inShort : inLong;

    /// <returns>Whether every part held.</returns>
    public async Task<bool> RunAsync()
    {
        Journal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription.Split('#')[0].Trim()}, {RuntimeInformation.FrameworkDescription}, {Repository.Configuration}, seed {Seed}"));
        var held = true;
        foreach (var part in options.Parts)
        {
            Journal.Heading($"{part.Name}: {part.About}");
            var watch = Stopwatch.StartNew();
            var partHeld = await RunAsync(part);
            Journal.Line(string.Create(CultureInfo.InvariantCulture, $"{part.Name} {(partHeld ? "held" : "did NOT hold")}, {watch.Elapsed.TotalSeconds:0} s"));
            held &= partHeld;
        }

        return held;
    }

    private async Task<bool> RunAsync(IPart part)
    {
        try
        {
            return await part.RunAsync(this);
        }
#pragma warning disable CA1031 // A part that fails, in whatever way, must not take the others with it; the exit code tells.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Journal.Note($"it ended with an exception: {exception}");
            return false;
        }
    }
}
