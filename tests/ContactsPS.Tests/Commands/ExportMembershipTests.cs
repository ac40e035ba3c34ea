using ContactsPS.Testing;

namespace ContactsPS.Tests.Commands;

/// <summary>Export-Contact -Include Group, Subscription: an export that can be used as a backup.</summary>
public sealed class ExportMembershipTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();
    private readonly ScratchFolder folder = new();

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("Export-Contact $file -Include Group, Subscription")]
    [InlineData("Get-Contact | Export-Contact $file -Include Group, Subscription")]
    [InlineData("Get-Contact | Export-Contact $file -Include Subscription, Group, Group")]
    public void Groups_and_opt_outs_have_their_own_columns(string export)
    {
        Have();
        var path = folder.PathOf("contacts.csv");
        engine.Run(export, ("file", path)).ThrowIfFailed();
        Assert.Equal(
            ["K-1|VIP|", "K-2|Newsletter;VIP|email;sms", "K-3||push", "K-4||"],
            engine.Run("Import-Csv $file | ForEach-Object { \"$($_.ExternalId)|$($_.Group)|$($_.Unsubscribed)\" }", ("file", path)).Texts);
    }

    [Fact]
    public void JSON_Lines_hold_lists()
    {
        Have();
        var path = folder.PathOf("contacts.jsonl");
        engine.Run("Export-Contact $file -Include Group, Subscription", ("file", path)).ThrowIfFailed();
        Assert.Contains("\"Group\":[\"Newsletter\",\"VIP\"],\"Unsubscribed\":[\"email\",\"sms\"]", File.ReadLines(path).ElementAt(1), StringComparison.Ordinal);
        Assert.Contains("\"Group\":[],\"Unsubscribed\":[\"push\"]", File.ReadLines(path).ElementAt(2), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Include Group", "Group", "Unsubscribed")]
    [InlineData("-Include Subscription", "Unsubscribed", "Group")]
    public void Only_the_included_parts_are_columns(string include, string has, string lacks)
    {
        Have();
        var path = folder.PathOf("contacts.csv");
        engine.Run($"Export-Contact $file {include}", ("file", path)).ThrowIfFailed();
        var header = File.ReadLines(path).First();
        Assert.Contains(has, header, StringComparison.Ordinal);
        Assert.DoesNotContain(lacks, header, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A;B")]
    [InlineData("2026")]
    [InlineData("id:7")]
    [InlineData("VIP")]
    public void A_group_whose_name_would_be_read_differently_is_written_by_its_id(string name)
    {
        Have();
        var id = engine.Run("(Invoke-ContactApi group -Method POST -Body @(, @{ name = $name })).id", ("name", name)).Value;
        var path = folder.PathOf("contacts.csv");
        engine.Run("Add-ContactGroup -Id 4 -GroupId ([long]$id); Export-Contact $file -Include Group", ("file", path), ("id", id)).ThrowIfFailed();
        Assert.Equal($"id:{id}", engine.Run("(Import-Csv $file)[3].Group", ("file", path)).Texts.Single());
    }

    [Fact]
    public void Few_piped_contacts_are_read_one_by_one_and_many_by_list()
    {
        Have();
        var path = folder.PathOf("contacts.csv");
        engine.Run("$one = Get-Contact -Id 2").ThrowIfFailed();
        engine.ForgetRequests();
        engine.Run("$one | Export-Contact $file -Include Group, Subscription", ("file", path)).ThrowIfFailed();
        Assert.Contains(engine.Requests, static request => request.EndsWith("/contact/2/group", StringComparison.Ordinal));
        Assert.Equal("Newsletter;VIP|email;sms", engine.Run("Import-Csv $file | ForEach-Object { \"$($_.Group)|$($_.Unsubscribed)\" }", ("file", path)).Texts.Single());

        engine.Run("$null = 1..150 | ForEach-Object { @{ Email = \"many$_@example.com\" } } | New-Contact; $all = Get-Contact").ThrowIfFailed();
        engine.ForgetRequests();
        engine.Run("$all | Export-Contact $file -Include Group, Subscription", ("file", path)).ThrowIfFailed();
        Assert.DoesNotContain(engine.Requests, static request => request.EndsWith("/contact/2/group", StringComparison.Ordinal));
        Assert.Equal(154, engine.Run("@(Import-Csv $file).Count", ("file", path)).Value);
    }

    [Theory]
    [InlineData("Group", "group")]
    [InlineData("Subscription", "NotTheService")]
    public void If_the_service_ignores_the_filter_the_export_ends_and_the_file_is_unchanged(string include, string reason)
    {
        using var ignoring = HostedEngine.Connected("-Alternative FilterIgnored, NoSubscription");
        ignoring.Run("$null = 1..3 | ForEach-Object { @{ Email = \"a$_@example.com\" } } | New-Contact").ThrowIfFailed();
        var path = folder.Write("contacts.csv", "of yesterday");
        var error = ignoring.Run($"Export-Contact $file -Include {include}", ("file", path)).SingleError("NotTheService");
        Assert.Contains(include == "Group" ? reason : "isUnsubscribeEmail", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("of yesterday", File.ReadAllText(path));
    }

    private void Have() => engine.Run("""
        $null = 1..4 | ForEach-Object { @{ ExternalId = "K-$_"; Email = "a$_@example.com" } } | New-Contact
        Add-ContactGroup -Id 1, 2 -GroupId VIP
        Add-ContactGroup -Id 2 -GroupId Newsletter
        Set-ContactSubscription -Id 2 -Channel email, sms -State Unsubscribed
        Set-ContactSubscription -Id 3 -Channel push -State Unsubscribed
        """).ThrowIfFailed();
}
