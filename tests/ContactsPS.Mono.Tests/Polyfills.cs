namespace ContactsPS.Mono.Tests;

/// <summary>What the linked tests call and .NET Framework lacks, as far as the package of polyfills does not have it.</summary>
internal static class Polyfills
{
    public static string Replace(this string text, string old, string replacement, StringComparison comparison) =>
        comparison == StringComparison.Ordinal ? text.Replace(old, replacement) : throw new NotSupportedException();
}
