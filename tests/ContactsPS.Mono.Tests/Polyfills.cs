namespace ContactsPS.Mono.Tests;

/// <summary>Members that the linked tests call and that neither .NET Framework nor the package of polyfills has.</summary>
internal static class Polyfills
{
    public static string Replace(this string text, string old, string replacement, StringComparison comparison) =>
        comparison == StringComparison.Ordinal ? text.Replace(old, replacement) : throw new NotSupportedException();
}
