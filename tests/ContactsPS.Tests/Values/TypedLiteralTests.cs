using ContactsPS.Testing;

namespace ContactsPS.Tests.Values;

/// <summary>PowerShell takes an unquoted literal for a number. The typed text is what was meant.</summary>
public sealed class TypedLiteralTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();

    public void Dispose() => engine.Dispose();

    public static TheoryData<string> Literals => ["00123", "007", "1e3", "0x1F", "1.10", "10kb", "0600100200", "12345678901234567890", "5L", "1.0", "1.5", "+5", "-7", "12"];

    [Theory]
    [MemberData(nameof(Literals))]
    public void A_single_literal_keeps_its_text_in_every_text_field(string literal)
    {
        engine.Run($"New-Contact -Email a@example.com -ExternalId {literal} -FirstName {literal} -LastName:{literal} -CompanyName {literal}").ThrowIfFailed();
        Assert.Equal([literal, literal, literal, literal], engine.Run("Get-Contact | ForEach-Object { $_.ExternalId, $_.FirstName, $_.LastName, $_.CompanyName }").Texts);
        engine.Run($"Set-Contact -ExternalId {literal} -FirstName x -LastName {literal} -NewExternalId {literal}9").ThrowIfFailed();
        Assert.Equal([$"{literal}9"], engine.Run($"(Get-Contact -ExternalId {literal}9).ExternalId").ThrowIfFailed().Texts);
    }

    [Theory]
    [InlineData("0600100200", "0600100200")]
    [InlineData("+48600100200", "+48600100200")]
    public void A_typed_phone_number_keeps_its_zero_and_its_plus(string literal, string number)
    {
        engine.Run($"New-Contact -PhoneNumber {literal}; Set-Contact -Id (Get-Contact).Id -PhoneNumber {literal}").ThrowIfFailed();
        Assert.Equal([number], engine.Run($"(Get-Contact -PhoneNumber {literal}).PhoneNumber").Texts);
    }

    [Fact]
    public void The_contact_with_the_id_001_is_removed_and_not_the_contact_with_the_id_1()
    {
        engine.Run("'1', '001' | ForEach-Object { $null = New-Contact -Email a@example.com -ExternalId $_ }; Remove-Contact -ExternalId 001 -Confirm:$false").ThrowIfFailed();
        Assert.Equal(["1"], engine.Run("(Get-Contact).ExternalId").Texts);
    }

    [Theory]
    [InlineData("001, 002", "001,002")]
    [InlineData("1, 002", "002")]
    [InlineData("@(0x1F, 'x')", "0x1F")]
    [InlineData("(1.10, 2)", "1.10")]
    [InlineData("'x', 1e3", "1e3")]
    public void A_list_element_whose_spelling_differs_from_its_number_is_refused(string list, string refused)
    {
        engine.Run("'1', '2', '31', 'x', '1000' | ForEach-Object { $null = New-Contact -Email a@example.com -ExternalId $_ }").ThrowIfFailed();
        var errors = engine.Run($"if ($true) {{ Remove-Contact -Confirm:$false -ExternalId {list} }}").Errors;
        Assert.Equal(refused.Split(','), errors.Select(error => $"{error.TargetObject}"));
        Assert.All(errors, error => Assert.Contains("must be in quotes", error.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1, 2")]
    [InlineData("'1', \"2\"")]
    [InlineData("$one, $two")]
    [InlineData("@($one; $two)")]
    [InlineData("(1..2)")]
    public void A_list_of_plainly_spelled_numbers_is_used_as_digits(string list)
    {
        engine.Run("'1', '2' | ForEach-Object { $null = New-Contact -Email a@example.com -ExternalId $_ }").ThrowIfFailed();
        engine.Run($"$one = 1; $two = 2; Remove-Contact -Confirm:$false -ExternalId {list}").ThrowIfFailed();
        Assert.Empty(engine.Run("Get-Contact").Output);
    }

    [Fact]
    public void An_integer_from_a_variable_is_used_as_digits()
    {
        engine.Run("$id = 00123; New-Contact -Email a@example.com -ExternalId $id; 7 | ForEach-Object { Set-Contact -ExternalId 123 -FirstName $_ }").ThrowIfFailed();
        Assert.Equal(["123", "7"], engine.Run("(Get-Contact).ExternalId; (Get-Contact).FirstName").Texts);
    }

    [Fact]
    public void The_target_of_an_error_about_a_typed_literal_is_its_text() =>
        Assert.Equal("001", engine.Run("Remove-Contact -ExternalId 001 -Confirm:$false").SingleError("ContactNotFound").TargetObject);
}
