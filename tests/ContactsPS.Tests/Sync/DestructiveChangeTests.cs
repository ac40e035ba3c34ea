using System.Globalization;
using System.IO.Compression;
using System.Management.Automation;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Sync;

/// <summary>No contact is removed if the source may be incomplete or unintended: each case is a file or a pipeline that once removed people.</summary>
public sealed class DestructiveChangeTests : IDisposable
{
    private const int Contacts = 50;

    private readonly HostedEngine engine = HostedEngine.Connected();
    private readonly ScratchFolder folder = new();

    public DestructiveChangeTests()
    {
        engine.Run($"$null = 1..{Contacts} | ForEach-Object {{ @{{ ExternalId = \"C-$_\"; Email = \"c$_@example.com\"; LastName = 'Nowak' }} }} | New-Contact").ThrowIfFailed();
        engine.ForgetRequests();
    }

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("text after a closing quote", "\"C-1\"x,c1@example.com,Nowak")]
    [InlineData("more cells than the header", "c1@example.com,Nowak, Jan,C-1")]
    [InlineData("a key of NULs", "\0\0\0,,")]
    [InlineData("no key", ",c1@example.com,Nowak")]
    [InlineData("a key in two rows", "C-2,c1@example.com,Kowalski")]
    public void A_misread_row_prevents_all_removals_and_the_other_rows_are_synced(string what, string row)
    {
        var run = Sync(Lines(2, Contacts, lastName: "Nowy").Replace("C-3,", row + "\nC-3,", StringComparison.Ordinal));
        Assert.True(run.ErrorIds.Contains("PruneRefused"), what);
        Assert.Equal(Contacts, Count());
        Assert.Contains("Updated", run.Texts);
        Assert.DoesNotContain("Removed", run.Texts);
    }

    [Fact]
    public void Two_stray_quotation_marks_that_join_two_rows_prevent_all_removals()
    {
        var run = Sync("ExternalId,Email,LastName,FirstName\nC-1,c1@example.com,\"Nowak\nC-2,c2@example.com,\",Jan\"\n" + Lines(3, Contacts)[(Lines(3, 3).IndexOf('\n', StringComparison.Ordinal) + 1)..]);
        Assert.Contains("contains a quotation mark but is not quoted", Said(run, "PruneRefused"), StringComparison.Ordinal);
        Assert.Equal(Contacts, Count());
    }

    [Fact]
    public void Quotation_marks_that_join_complete_rows_prevent_all_removals()
    {
        var run = Sync(Lines(1, Contacts).Replace("c7@example.com,", "c7@example.com,\"", StringComparison.Ordinal).Replace("c9@example.com,Nowak", "c9@example.com,Nowak\"", StringComparison.Ordinal));
        Assert.Contains("a cell of several lines contains the ExternalId of a contact", Said(run, "PruneRefused"), StringComparison.Ordinal);
        Assert.Equal(Contacts, Count());
    }

    [Theory]
    [InlineData("C-1,c1")]
    [InlineData(",")]
    public void A_row_with_fewer_cells_among_rows_with_empty_last_cells_prevents_all_removals(string part)
    {
        var run = Sync(Lines(1, 48, lastName: string.Empty).Replace("C-7,", $"{part}\nC-7,", StringComparison.Ordinal).Replace("C-1,c1@example.com,\n", string.Empty, StringComparison.Ordinal));
        Assert.Contains("part of the line may be missing", Said(run, "PruneRefused"), StringComparison.Ordinal);
        Assert.Equal(Contacts, Count());
    }

    [Fact]
    public void Empty_cells_that_Excel_leaves_out_of_blocks_of_rows_are_not_a_sign_of_damage()
    {
        // The header and the 15 rows after it are a block.
        var rows = Enumerable.Range(1, 49).Select(i => $"C-{i},c{i}@example.com" + (i is <= 15 or > 31 ? ",\n" : "\n"));
        Sync("ExternalId,Email,LastName\n" + string.Concat(rows)).ThrowIfFailed();
        Assert.Equal(49, Count());
    }

    [Fact]
    public void A_header_with_an_email_address_prevents_all_removals()
    {
        var run = Sync(Lines(2, Contacts).Replace("LastName\nC-2,c2@example.com,Nowak\nC-3,c3", "Lastc3", StringComparison.Ordinal));
        Assert.Contains("part of the header may be missing", Said(run, "PruneRefused"), StringComparison.Ordinal);
        Assert.Equal(Contacts, Count());
    }

    [Theory]
    [InlineData('\u0001', "control character", 1)]
    [InlineData('\uFFFD', "its ExternalId cannot be read", 0)]
    public void A_key_that_is_unreadable_or_has_a_control_character_prevents_all_removals(char letter, string reason, int created)
    {
        var run = Sync(Lines(2, Contacts) + $"C-{letter}1,other@example.com,Nowak\n");
        Assert.Contains(reason, Said(run, "PruneRefused"), StringComparison.Ordinal);
        Assert.Equal(Contacts + created, Count());
    }

    [Fact]
    public void A_last_line_that_may_be_truncated_prevents_all_removals()
    {
        var run = Sync(Lines(1, 48) + "C-49,c49@exa");
        Assert.Contains("the last line has no line ending", Said(run, "PruneRefused"), StringComparison.Ordinal);
        Assert.Equal(Contacts, Count());
    }

    [Fact]
    public void A_complete_last_line_without_a_line_end_is_not_a_sign_of_damage()
    {
        Sync(Lines(1, 49).TrimEnd('\n')).ThrowIfFailed();
        Assert.Equal(49, Count());
    }

    [Theory]
    [InlineData(0.96)]
    [InlineData(0.5)]
    public void A_truncated_compressed_file_changes_nothing(double share)
    {
        using var whole = new MemoryStream();
        using (var gzip = new GZipStream(whole, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Lines(1, Contacts, lastName: "Nowy")));
        }

        var path = folder.PathOf("cut.csv.gz");
        File.WriteAllBytes(path, whole.ToArray()[..(int)(whole.Length * share)]);
        engine.Run("Sync-Contact $file -Prune -Confirm:$false -MaximumPrunePercent 100", ("file", path)).SingleError("FileFailed");
        Assert.Empty(engine.ChangingRequests);
    }

    [Theory]
    [InlineData("[{\"ExternalId\":\"K-1\"}]")]
    [InlineData("<!DOCTYPE html><html><body>502 Bad Gateway</body></html>")]
    [InlineData("ExternalId;Email;City")]
    public void A_file_without_the_key_ends_the_run_with_or_without_rows(string content)
    {
        var path = folder.PathOf("source.csv");
        File.WriteAllText(path, content);
        engine.Run("Sync-Contact $file -Prune -Confirm:$false -MaximumPrunePercent 100", ("file", path)).SingleError("NoKey");
        Assert.Empty(engine.ChangingRequests);
    }

    [Fact]
    public void A_file_that_grows_while_it_is_read_prevents_all_removals()
    {
        var path = folder.PathOf("grows.csv");
        File.WriteAllText(path, Lines(1, 49));
        var run = engine.Run(
            "Sync-Contact $file -Prune -Confirm:$false -Verbose 4>&1 | ForEach-Object { if ($_ -is [System.Management.Automation.VerboseRecord] -and $_.Message -match 'Reading all contacts') { Add-Content $file 'C-50,c50@example.com,Nowak' } }",
            ("file", path));
        Assert.Contains("changed while it was read", Said(run, "PruneRefused"), StringComparison.Ordinal);
        Assert.Equal(Contacts, Count());
    }

    [Fact]
    public void Two_identical_rows_count_as_one_with_a_warning()
    {
        var run = Sync(Lines(1, 49) + "C-7,c7@example.com,Nowak\n").ThrowIfFailed();
        Assert.Contains("are ignored", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Equal(49, Count());
    }

    [Fact]
    public void Empty_rows_are_skipped_and_counted_in_one_verbose_line()
    {
        var fromFile = Sync(Lines(1, 49) + ",,\n,,\n", "-Verbose").ThrowIfFailed();
        var piped = engine.Run("Import-Csv $file | Sync-Contact -Prune -Confirm:$false -Verbose", ("file", folder.PathOf("source.csv"))).ThrowIfFailed();
        foreach (var run in new[] { fromFile, piped })
        {
            Assert.Single(run.Verbose, static line => line.Contains("2 rows were skipped", StringComparison.Ordinal));
        }

        Assert.Equal(49, Count());
    }

    [Fact]
    public void A_list_that_failed_upstream_prevents_all_removals()
    {
        using var other = LoopbackServer.Responding(static request => Task.FromResult<string?>(AnswerUntil(offset: 48, request.Target)));
        var credential = new PSCredential("key", new NetworkCredential("key", "token").SecurePassword);
        var run = engine.Run(
            """
            $here = Get-ContactConnection
            $there = Connect-ContactService -BaseUri $uri -Credential $credential -MaximumRetryCount 0 -PassThru
            Get-Contact -Connection $there -PageSize 24 -ErrorAction SilentlyContinue | Sync-Contact -Connection $here -Prune -Confirm:$false | ForEach-Object Action
            @(Get-Contact -Connection $here).Count
            """,
            ("uri", other.BaseUri),
            ("credential", credential));
        Assert.Contains("was not read to its end", Said(run, "PruneRefused"), StringComparison.Ordinal);
        Assert.Equal($"{Contacts}", run.Texts[^1]);
    }

    [Fact]
    public void A_creation_that_the_service_refuses_prevents_all_removals()
    {
        engine.Run("$null = @{ Email = 'keyless@example.com' } | New-Contact").ThrowIfFailed();
        var run = engine.Run(
            $"$rows = 1..49 | ForEach-Object {{ [pscustomobject]@{{ ExternalId = \"C-$_\"; Email = \"c$_@example.com\" }} }}; @($rows) + @([pscustomobject]@{{ ExternalId = 'new'; Email = '' }}) | Sync-Contact -Prune -Confirm:$false | ForEach-Object Action");
        Assert.Contains("PruneRefused", run.ErrorIds);
        Assert.Equal(Contacts + 1, Count());
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("Get-Contact -PageSize 10 | ForEach-Object {{ if (-not $script:done) {{ $script:done = $true; {0} }} }}")]
    public void A_refused_creation_prevents_all_removals_also_while_a_list_is_read(string pipeline)
    {
        var path = folder.PathOf("source.csv");
        File.WriteAllText(path, Lines(1, 49) + "N-1,nonsense@example,Nowak\n");
        var run = engine.Run(string.Format(CultureInfo.InvariantCulture, pipeline, "Sync-Contact $file -Prune -Confirm:$false"), ("file", path));
        Assert.Equal(["PruneRefused", "Refused"], run.ErrorIds.Order(StringComparer.Ordinal));
        Assert.Equal(Contacts, Count());
    }

    [Theory]
    [InlineData("c-50,other@example.com,Nowak")]
    [InlineData("N-50,C50@example.com,Nowak")]
    public void A_contact_that_may_be_the_same_person_as_a_new_row_is_a_conflict_and_is_not_removed(string row)
    {
        var run = Sync(Lines(2, 49) + row + "\n");
        var conflict = Said(run, "Conflict");
        Assert.Contains("C-50", conflict, StringComparison.Ordinal);
        Assert.Equal(["Conflict"], run.ErrorIds);
        Assert.Equal(49, Count());
        Assert.Equal(["C-2", "C-50"], engine.Run("(Get-Contact)[0, -1].ExternalId").Texts);
    }

    [Fact]
    public void Contacts_without_the_key_do_not_lower_the_percentage()
    {
        engine.Run("$null = 1..450 | ForEach-Object { @{ Email = \"n$_@example.com\" } } | New-Contact").ThrowIfFailed();
        Assert.Contains("10 of 50", Said(Sync(Lines(11, Contacts)), "PruneRefused"), StringComparison.Ordinal);
    }

    [Fact]
    public void Removals_are_sent_last()
    {
        Sync(Lines(1, 49, lastName: "Nowy") + "N-1,new@example.com,Nowy\n").ThrowIfFailed();
        Assert.Equal("DELETE", engine.ChangingRequests[^1].Split(' ')[0]);
        Assert.Single(engine.ChangingRequests, request => request.StartsWith("DELETE", StringComparison.Ordinal));
    }

    private static string AnswerUntil(int offset, string target)
    {
        int NumberOf(string name) => int.Parse(Regex.Match(target, $"[?&]{name}=(\\d+)").Groups[1].Value, CultureInfo.InvariantCulture);
        if (NumberOf("offset") >= offset)
        {
            return ReceivedRequest.Answer("500 Internal Server Error", "{}");
        }

        var data = string.Join(',', Enumerable.Range(NumberOf("offset") + 1, NumberOf("limit")).Select(i => $$"""{"id":"{{i}}","externalId":"C-{{i}}","email":"c{{i}}@example.com"}"""));
        return ReceivedRequest.Answer("200 OK", $$"""{"meta":{"numberOfErrors":0,"status":200,"uniqId":"r"},"data":[{{data}}],"errors":[]}""");
    }

    private static string Lines(int from, int to, string lastName = "Nowak") =>
        "ExternalId,Email,LastName\n" + string.Concat(Enumerable.Range(from, to - from + 1).Select(i => $"C-{i},c{i}@example.com,{lastName}\n"));

    private static string Said(EngineResult run, string id) => run.Errors.Single(error => error.FullyQualifiedErrorId.StartsWith(id, StringComparison.Ordinal)).ToString();

    private EngineResult Sync(string content, string arguments = "")
    {
        var path = folder.PathOf("source.csv");
        File.WriteAllText(path, content);
        return engine.Run($"Sync-Contact $file -Prune -Confirm:$false {arguments} | ForEach-Object Action", ("file", path));
    }

    private int Count() => (int)engine.Run("@(Get-Contact).Count").Value!;
}
