using ContactsPS.Testing;

namespace ContactsPS.Tests.Values;

/// <summary>An invisible character does not make an address match a different contact.</summary>
public sealed class InvisibleCharacterTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();

    public void Dispose() => engine.Dispose();

    public static TheoryData<string> Invisible => [" ", "\u00a0", "\u200b", "\ufeff", "\u00ad", "\u200e", "\u2060", "\u202f", "\t"];

    [Theory]
    [MemberData(nameof(Invisible))]
    public void An_invisible_character_around_an_address_is_removed(string hidden)
    {
        engine.Run("[pscustomobject]@{ Email = \"${h}a@example.com$h\"; ExternalId = \"${h}C 1$h\" } | New-Contact", ("h", hidden)).ThrowIfFailed();
        Assert.Equal(["a@example.com|C 1"], engine.Run("Get-Contact | ForEach-Object { '{0}|{1}' -f $_.Email, $_.ExternalId }").Texts);
        foreach (var command in new[]
        {
            "Get-Contact -Email \"a@example.com$h\" | Set-Contact -FirstName A",
            "[pscustomobject]@{ ExternalId = \"${h}C 1$h\"; FirstName = 'B' } | Set-Contact",
            "Set-Contact -ExternalId \"${h}C 1$h\" -FirstName C",
            "[pscustomobject]@{ Nr = \"${h}C 1$h\"; FirstName = 'D' } | Set-Contact -ExternalId { $_.Nr }",
            "[pscustomobject]@{ Email = \"${h}A@example.com$h\"; FirstName = 'E' } | Set-Contact",
            "[pscustomobject]@{ Id = \"$h$((Get-Contact).Id)$h\"; FirstName = 'F' } | Set-Contact",
            "@{ ExternalId = \"${h}C 1$h\"; FirstName = 'G' } | Sync-Contact",
            "@{ \"${h}ExternalId$h\" = 'C 1'; \"FirstName$h\" = 'H' } | Sync-Contact",
        })
        {
            Assert.Empty(engine.Run(command, ("h", hidden)).ThrowIfFailed().Warnings);
        }

        Assert.Equal(["H a@example.com"], engine.Run("Get-Contact | ForEach-Object { '{0} {1}' -f $_.FirstName, $_.Email }").Texts);
    }

    [Theory]
    [InlineData("\u00a0", "U+00A0")]
    [InlineData("\u200b", "U+200B")]
    [InlineData("\ufeff", "U+FEFF")]
    [InlineData("\u00ad", "U+00AD")]
    [InlineData("\u202e", "U+202E")]
    public void An_invisible_character_within_an_address_is_refused_and_shown(string hidden, string shown)
    {
        foreach (var command in new[]
        {
            "New-Contact -Email \"a$h@example.com\"",
            "New-Contact -Email a@example.com -ExternalId \"C${h}1\"",
            "[pscustomobject]@{ Email = \"a@exa${h}mple.com\" } | New-Contact",
            "[pscustomobject]@{ ExternalId = \"C${h}1\"; FirstName = 'A' } | Set-Contact",
            "@{ ExternalId = \"C${h}1\" } | Sync-Contact",
            "Remove-Contact -ExternalId \"C${h}1\" -Confirm:$false",
            "Get-Contact -Email \"a${h}b@example.com\"",
        })
        {
            var error = engine.Run(command, ("h", hidden)).SingleError("InvalidField").ToString();
            Assert.Contains($"must not contain the invisible character {shown}", error, StringComparison.Ordinal);
            Assert.Contains(shown, error[error.IndexOf("The value is ", StringComparison.Ordinal)..], StringComparison.Ordinal);
        }

        Assert.Empty(engine.ChangingRequests);
    }

    [Fact]
    public void A_column_with_an_invisible_character_in_its_name_is_shown_with_its_code()
    {
        engine.Run("$row = [pscustomobject]@{ \"External`u{200B}Id\" = 'C-1'; \"First`u{00A0}Name\" = 'Ewa' }").ThrowIfFailed();
        Assert.Contains("ExternalU+200BId, FirstU+00A0Name", engine.Run("$row | Set-Contact").SingleError("NoAddress").ToString(), StringComparison.Ordinal);
        Assert.Contains("ExternalU+200BId", engine.Run("$row | Sync-Contact").SingleError("NoKey").ToString(), StringComparison.Ordinal);
        Assert.Contains("FirstU+00A0Name", Assert.Single(engine.Run("[pscustomobject]@{ Email = 'a@example.com'; \"First`u{00A0}Name\" = 'Ewa' } | New-Contact").Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_of_the_service_is_compared_after_cleaning()
    {
        engine.Run("$null = Invoke-ContactApi /contact -Method POST -Body @(@{ email = 'a@example.com'; externalId = \"`u{FEFF}C-1`u{00A0}\" })").ThrowIfFailed();
        Assert.Equal(["Unchanged"], engine.Run("([pscustomobject]@{ ExternalId = 'C-1'; Email = 'a@example.com' } | Sync-Contact -Prune).Action").ThrowIfFailed().Texts);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("a@b@example.com")]
    [InlineData("a b@example.com")]
    [InlineData("a@example.com, b@example.com")]
    [InlineData("@example.com")]
    [InlineData("a@")]
    public void An_email_address_that_no_service_accepts_is_refused_before_anything_is_sent(string email)
    {
        foreach (var command in new[] { "New-Contact -Email $e -WhatIf", "[pscustomobject]@{ Email = $e } | New-Contact", "Set-Contact -Id 1 -Email $e", "@{ Email = $e } | Sync-Contact -MatchOn Email", "Get-Contact -Email $e", "@{ Email = $e } | Remove-Contact -Confirm:$false" })
        {
            Assert.Contains("Email must ", engine.Run(command, ("e", email)).SingleError("InvalidField").ToString(), StringComparison.Ordinal);
        }

        Assert.Empty(engine.Requests);
    }

    [Theory]
    [InlineData("[string][char]0xD83D", "half of a surrogate pair")]
    [InlineData("'x' + [char]0xDE00 + [char]0xD83D", "half of a surrogate pair")]
    [InlineData("\"Ma`u{FFFD}ek\"", "U+FFFD")]
    public void A_text_with_an_unpaired_surrogate_or_a_replacement_character_is_refused_in_every_field(string text, string said)
    {
        foreach (var command in new[]
        {
            "New-Contact -Email a@example.com -FirstName $t",
            "[pscustomobject]@{ Email = 'a@example.com'; CompanyName = $t } | New-Contact",
            "[pscustomobject]@{ Email = 'a@example.com'; City = $t } | New-Contact -ExternalDataProperty City",
            "New-Contact -Email a@example.com -ExternalData @{ $t = 1 }",
            "[pscustomobject]@{ Email = 'a@example.com'; LastName = $t } | Sync-Contact -MatchOn Email",
            "[pscustomobject]@{ Id = 1; LastName = $t } | Set-Contact",
            "Remove-Contact -ExternalId $t -Confirm:$false",
        })
        {
            Assert.Contains(said, engine.Run($"$t = {text}; {command}").SingleError("InvalidField").ToString(), StringComparison.Ordinal);
        }

        Assert.Empty(engine.ChangingRequests);
        engine.Run("New-Contact -Email a@example.com -FirstName \"`u{1F600}\"").ThrowIfFailed();
        Assert.Equal(["\ud83d\ude00"], engine.Run("(Get-Contact).FirstName").Texts);
    }

    [Fact]
    public void A_file_in_another_encoding_read_by_Import_Csv_is_refused_row_by_row_with_advice()
    {
        using var folder = new ScratchFolder();
        var path = folder.PathOf("pl.csv");
        File.WriteAllBytes(path, [.. "Email,FirstName\r\na@example.com,"u8, 0xA3, .. "ucja\r\nb@example.com,Ewa\r\n"u8]);
        var error = engine.Run("Import-Csv $path | New-Contact", ("path", path)).SingleError("InvalidField").ToString();
        Assert.Contains("Row 1", error, StringComparison.Ordinal);
        Assert.Contains("-Encoding", error, StringComparison.Ordinal);
        Assert.Equal(["Ewa"], engine.Run("(Get-Contact).FirstName").Texts);
    }
}
