using System.Text.Json;
using System.Xml.Linq;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Conventions;

/// <summary>The PowerShell of tests and benchmarks.</summary>
public sealed class EngineConventions
{
    [Fact]
    public void The_hosted_engine_and_the_pinned_tool_have_the_same_version()
    {
        var packages = XDocument.Load(Repository.PathOf("Directory.Packages.props")).Descendants("PackageVersion");
        using var tools = JsonDocument.Parse(File.ReadAllText(Repository.PathOf(".config", "dotnet-tools.json")));

        Assert.Equal(
            tools.RootElement.GetProperty("tools").GetProperty("powershell").GetProperty("version").GetString(),
            (string?)packages.Single(package => (string?)package.Attribute("Include") == "Microsoft.PowerShell.SDK").Attribute("Version"));
    }
}
