using System.Management.Automation;
using System.Text.RegularExpressions;

namespace ContactsPS.Errors;

/// <summary>The failure of a command or script block that the engine reports as an exception.</summary>
internal static class EngineError
{
    private static readonly Regex WhiteSpace = new(@"\s+", RegexOptions.Compiled | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    /// <summary>
    /// The message of the error itself, on one line and without its full stop, so that a message of the module can continue after it. The message
    /// of the exception is not usable: under <c>-ErrorAction Stop</c> it begins with the engine's sentence about ErrorActionPreference.
    /// </summary>
    public static string Reason(RuntimeException exception) => Reason(exception.ErrorRecord);

    /// <inheritdoc cref="Reason(RuntimeException)"/>
    public static string Reason(ErrorRecord error) => WhiteSpace.Replace(error.ToString(), " ").Trim().TrimEnd('.');
}
