using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Text.RegularExpressions;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Pipeline;

/// <summary>Others remove contacts while a whole account is read, which moves contacts to pages that were read before.</summary>
public sealed class ChangingAccountTests : IDisposable
{
    private const int Contacts = 2_500;

    private readonly Lock gate = new();
    private readonly List<int> ids = [.. Enumerable.Range(1, Contacts)];
    private readonly LoopbackServer service;
    private readonly HostedEngine engine = HostedEngine.WithModule();
    private readonly ScratchFolder folder = new();
    private int toRemove = 7;
    private bool isUnordered;

    public ChangingAccountTests()
    {
        service = LoopbackServer.Responding(AnswerAsync);
        var credential = new PSCredential("key", new NetworkCredential("key", "token").SecurePassword);
        engine.Run($"Connect-ContactService -BaseUri {service.BaseUri} -Credential $credential", ("credential", credential)).ThrowIfFailed();
    }

    [Fact]
    public void An_export_holds_all_contacts_that_still_exist()
    {
        var file = folder.PathOf("all.csv");
        var run = engine.Run("Export-Contact $file", ("file", file)).ThrowIfFailed();
        Assert.Empty(run.Warnings);
        Assert.Empty(ids.Select(id => $"c{id}@example.com").Except(File.ReadLines(file).Skip(1).Select(line => line.Split(',')[2])));
    }

    [Fact]
    public void A_sync_creates_no_contact_that_exists()
    {
        var removed = toRemove;
        var rows = $"$rows = {removed + 1}..{Contacts} | ForEach-Object {{ [pscustomobject]@{{ ExternalId = \"C-$_\"; Email = \"c$_@example.com\" }} }}";
        Assert.Equal(
            [$"Unchanged {Contacts - removed}"],
            engine.Run($"{rows}; $rows | Sync-Contact -WhatIf | Group-Object Action | ForEach-Object {{ \"$($_.Name) $($_.Count)\" }}").Texts);
    }

    [Fact]
    public void A_list_without_a_stable_order_is_read_with_a_warning()
    {
        isUnordered = true;
        var run = engine.Run("Export-Contact $file", ("file", folder.PathOf("all.csv"))).ThrowIfFailed();
        Assert.Contains("some contacts may be missing", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        engine.Dispose();
        service.Dispose();
        folder.Dispose();
    }

    private Task<string?> AnswerAsync(ReceivedRequest request)
    {
        int NumberOf(string name) => int.Parse(Regex.Match(request.Target, $"[?&]{name}=(\\d+)").Groups[1].Value, CultureInfo.InvariantCulture);
        lock (gate)
        {
            var offset = NumberOf("offset");
            if (offset > 0 && toRemove > 0)
            {
                ids.RemoveRange(0, toRemove);
                toRemove = 0;
            }

            var page = (isUnordered && offset > 0 ? ids.AsEnumerable().Reverse() : ids).Skip(offset).Take(NumberOf("limit"));
            var data = string.Join(',', page.Select(id => $$"""{"id":"{{id}}","externalId":"C-{{id}}","email":"c{{id}}@example.com"}"""));
            return Task.FromResult<string?>(ReceivedRequest.Answer("200 OK", $$"""{"meta":{"numberOfErrors":0,"status":200,"uniqId":"r"},"data":[{{data}}],"errors":[]}"""));
        }
    }
}
