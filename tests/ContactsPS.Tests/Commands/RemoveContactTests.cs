using ContactsPS.Tests.Harness;

namespace ContactsPS.Tests.Commands;

public sealed class RemoveContactTests : IDisposable
{
    private readonly TestShell shell = TestShell.Connected();

    public RemoveContactTests() =>
        shell.Run("$all = 1..3 | ForEach-Object { New-Contact -Email \"c$_@example.com\" -ExternalId \"C-$_\" }").ThrowIfFailed();

    public void Dispose() => shell.Dispose();

    [Fact]
    public void Removed_contacts_are_gone_from_the_list_and_found_in_the_archive()
    {
        shell.Run("$all[0], $all[2] | Remove-Contact -Confirm:$false").ThrowIfFailed();
        Assert.Equal(["C-2"], shell.Run("(Get-Contact).ExternalId").Texts);
        Assert.Equal(["C-1", "C-3"], shell.Run("(Get-Contact -Archived).ExternalId").Texts);
    }

    [Fact]
    public void WhatIf_looks_nothing_up_and_removes_nothing()
    {
        shell.ForgetRequests();
        shell.Run("$all | Remove-Contact -WhatIf; Remove-Contact -ExternalId C-1 -WhatIf; Remove-Contact -Email c1@example.com -WhatIf").ThrowIfFailed();
        Assert.Empty(shell.Requests);
    }

    [Fact]
    public void A_removal_asks_for_confirmation_unless_told_not_to()
    {
        Assert.NotEmpty(shell.Run("$all | Remove-Contact").Errors);
        Assert.Equal(3, shell.Run("Get-Contact").Output.Count);
    }

    [Theory]
    [InlineData("$all[0] | Remove-Contact -Confirm:$false -PassThru", "C-1")]
    [InlineData("Remove-Contact -Email c2@example.com -Confirm:$false -PassThru", "C-2")]
    [InlineData("Remove-Contact -Id $all[2].Id -Confirm:$false -PassThru", "")]
    public void PassThru_writes_the_contact_as_far_as_it_is_known(string command, string externalId)
    {
        var written = Assert.Single(shell.Run(command).ThrowIfFailed().Output);
        Assert.Equal(externalId, written.Properties["ExternalId"].Value ?? string.Empty);
        Assert.NotNull(written.Properties["Id"].Value);
    }

    [Fact]
    public void A_contact_that_was_removed_already_is_an_error()
    {
        shell.Run("$all[0] | Remove-Contact -Confirm:$false").ThrowIfFailed();
        shell.Run("$all[0] | Remove-Contact -Confirm:$false").SingleError("Refused");
    }
}
