using System.Text.RegularExpressions;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Service;

/// <summary>The requests of each operation are recorded, so that every change of them is noticed.</summary>
public sealed class RequestTests
{
    private const string WriteVariable = "CONTACTSPS_WRITE_DOCS";

    /// <summary>Cmdlets whose requests belong to several operations, or to one that the caller names.</summary>
    private static readonly string[] Combined = ["Sync-Contact", "Invoke-ContactChange", "Undo-ContactChange", "Export-Contact", "Export-ContactReport", "Invoke-ContactApi", "Test-ContactConnection"];

    public static TheoryData<string> Names => [.. RequestRecord.All.Select(static record => record.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_requests_are_those_that_are_recorded(string name)
    {
        var record = Find(name);
        var current = record.Record();
        if (Environment.GetEnvironmentVariable(WriteVariable) is "1")
        {
            record.Write(current);
            return;
        }

        Assert.True(record.Says(current), $"Requests/{name}.txt differs from the sent requests. To record them, run this test with {WriteVariable}=1 in the environment and look at the difference. Sent now:\n{current}");
    }

#if !NET472_MODULE
    [Fact]
    public void Each_operation_has_a_file_and_each_file_an_operation()
    {
        Assert.Equal(Operations().Concat(Combined).Order(StringComparer.Ordinal), RequestRecord.All.Select(static record => record.Title).Order(StringComparer.Ordinal));
        Assert.All(RequestRecord.All, static record => Assert.Equal(NameOf(record.Title), record.Name));
    }

    [Fact]
    public void Each_file_records_its_operation_and_only_requests_that_the_docs_list()
    {
        var operations = Operations();
        Assert.All(RequestRecord.All, record => Assert.Contains(record.Requests, request => Combined.Contains(record.Title) || IsOf(record.Title, request)));
        Assert.All(
            RequestRecord.All.Where(static record => record.Title != "Invoke-ContactApi").SelectMany(static record => record.Requests),
            request => Assert.Contains(operations, operation => IsOf(operation, request)));
    }

    [Fact]
    public void Each_cmdlet_that_talks_to_the_service_is_recorded()
    {
        using var engine = HostedEngine.WithModule();
        var cmdlets = engine.Run("(Get-Command -Module ContactsPS | Where-Object { $_.Parameters.ContainsKey('Connection') }).Name").ThrowIfFailed().Texts;
        var commands = string.Join('\n', RequestRecord.All.SelectMany(static record => record.Commands));
        Assert.NotEmpty(cmdlets);
        Assert.All(cmdlets, cmdlet => Assert.Matches($@"{cmdlet}\b", commands));
    }
#endif

    private static RequestRecord Find(string name) => RequestRecord.All.Single(record => record.Name == name);

    private static List<string> Operations() =>
        [.. Regex.Matches(File.ReadAllText(Repository.PathOf("README.md")), "`((?:GET|POST|PUT|DELETE) /[^`]*)`").Select(static match => match.Groups[1].Value).Distinct(StringComparer.Ordinal)];

    private static bool IsOf(string operation, string request) => Regex.IsMatch(request, $"^{Regex.Replace(operation, @"\{\w+\}", "[^/]+")}$");

    private static string NameOf(string title) => Regex.Replace(title.ToLowerInvariant(), @"[^a-z]+", "-").Trim('-');
}
