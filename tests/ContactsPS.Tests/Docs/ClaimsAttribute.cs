using System.Reflection;

namespace ContactsPS.Tests.Docs;

/// <summary>Says that this test runs a command of an <c>sh</c> block of a page, word for word.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ClaimsAttribute(string command) : Attribute
{
    public static IReadOnlyList<string> All { get; } = [.. typeof(ClaimsAttribute).Assembly.GetTypes().SelectMany(type => type.GetMethods()).SelectMany(Of)];

    public string Command { get; } = command;

    public static IEnumerable<string> Of(MethodInfo test) => test.GetCustomAttributes<ClaimsAttribute>().Select(claim => claim.Command);
}
