using ContactsPS.Testing;

namespace ContactsPS.Tests.Commands;

public sealed class RemoveContactTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();

    public RemoveContactTests() =>
        engine.Run("$all = 1..3 | ForEach-Object { New-Contact -Email \"c$_@example.com\" -ExternalId \"C-$_\" }").ThrowIfFailed();

    public void Dispose() => engine.Dispose();

    [Fact]
    public void Removed_contacts_are_missing_from_the_list_and_found_in_the_archive()
    {
        engine.Run("$all[0], $all[2] | Remove-Contact -Confirm:$false").ThrowIfFailed();
        Assert.Equal(["C-2"], engine.Run("(Get-Contact).ExternalId").Texts);
        Assert.Equal(["C-1", "C-3"], engine.Run("(Get-Contact -Archived).ExternalId").Texts);
    }

    [Fact]
    public void WhatIf_neither_looks_up_nor_removes_a_contact()
    {
        engine.ForgetRequests();
        engine.Run("$all | Remove-Contact -WhatIf; Remove-Contact -ExternalId C-1 -WhatIf; Remove-Contact -Email c1@example.com -WhatIf").ThrowIfFailed();
        Assert.Empty(engine.Requests);
    }

    [Fact]
    public void A_removal_asks_for_confirmation_unless_Confirm_is_false()
    {
        Assert.NotEmpty(engine.Run("$all | Remove-Contact").Errors);
        Assert.Equal(3, engine.Run("Get-Contact").Output.Count);
    }

    [Theory]
    [InlineData("$all[0] | Remove-Contact -Confirm:$false -PassThru", "C-1")]
    [InlineData("Remove-Contact -Email c2@example.com -Confirm:$false -PassThru", "C-2")]
    [InlineData("Remove-Contact -Id $all[2].Id -Confirm:$false -PassThru", "")]
    public void PassThru_writes_the_contact_with_the_properties_that_are_known(string command, string externalId)
    {
        var written = Assert.Single(engine.Run(command).ThrowIfFailed().Output);
        Assert.Equal(externalId, written.Properties["ExternalId"].Value ?? string.Empty);
        Assert.NotNull(written.Properties["Id"].Value);
    }

    [Fact]
    public void A_contact_that_is_already_removed_is_an_error()
    {
        engine.Run("$all[0] | Remove-Contact -Confirm:$false").ThrowIfFailed();
        engine.Run("$all[0] | Remove-Contact -Confirm:$false").SingleError("ContactNotFound");
    }
}
