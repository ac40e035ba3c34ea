using ContactsPS.Testing;

namespace ContactsPS.Tests.Pipeline;

/// <summary>What a cmdlet that works on contacts accepts from the pipeline, and what it refuses.</summary>
public sealed class InputTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();

    public void Dispose() => engine.Dispose();

    [Fact]
    public void A_live_contact_is_used_as_an_address()
    {
        engine.Run("$c = New-Contact -Email ewa@example.com").ThrowIfFailed();
        engine.Run("$c | Remove-Contact -Confirm:$false").ThrowIfFailed();
        Assert.Empty(engine.Run("Get-Contact").Output);
    }

    [Fact]
    public void A_live_contact_with_another_id_is_addressed_and_named_by_that_id()
    {
        engine.Run("$c = New-Contact -Email ewa@example.com; $other = New-Contact -Email jan@example.com").ThrowIfFailed();
        engine.Run("$c | Add-Member Id $other.Id -Force; $c | Remove-Contact -Confirm:$false").ThrowIfFailed();
        Assert.Equal(["ewa@example.com"], engine.Run("(Get-Contact).Email").Texts);
        Assert.StartsWith("Row 1 (4711):", engine.Run("$c | Add-Member Id 4711 -Force; $c | Set-Contact -FirstName Ewa").SingleError("ContactNotFound").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_contact_from_Clixml_is_used_as_an_address()
    {
        engine.Run("$c = New-Contact -Email ewa@example.com").ThrowIfFailed();
        engine.Run("""
            $text = [System.Management.Automation.PSSerializer]::Serialize($c)
            [System.Management.Automation.PSSerializer]::Deserialize($text) | Set-Contact -FirstName Ewa
            """).ThrowIfFailed();
        Assert.Equal(["Ewa", "ewa@example.com"], engine.Run("(Get-Contact).FirstName; (Get-Contact).Email").Texts);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Id = $c.Id }")]
    [InlineData("[pscustomobject]@{ id = \"$($c.Id)\" }")]
    [InlineData("[pscustomobject]@{ ContactId = $c.Id }")]
    [InlineData("@{ Id = $c.Id }")]
    [InlineData("[ordered]@{ ContactId = [string]$c.Id }")]
    [InlineData("[pscustomobject]@{ Id = ''; ExternalId = 'C-1' }")]
    [InlineData("[pscustomobject]@{ Id = $null; ExternalId = ' '; Email = 'EWA@example.com' }")]
    public void A_row_is_addressed_by_the_first_filled_column_of_id_external_id_and_email(string row)
    {
        engine.Run("$c = New-Contact -Email ewa@example.com -ExternalId C-1").ThrowIfFailed();
        engine.Run($"{row} | Remove-Contact -Confirm:$false").ThrowIfFailed();
        Assert.Empty(engine.Run("Get-Contact").Output);
    }

    [Theory]
    [InlineData("Get-Process -Id $PID", "System.Diagnostics.Process")]
    [InlineData("[System.Diagnostics.Process]::GetCurrentProcess()", "System.Diagnostics.Process")]
    [InlineData("Get-ContactGroup -Name VIP", "ContactsPS.Client.Models.ContactGroup")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-ContactGroup -Name VIP)))", "Deserialized.ContactsPS.Client.Models.ContactGroup")]
    [InlineData("[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize([System.Diagnostics.Process]::GetCurrentProcess()))", "Deserialized.System.Diagnostics.Process")]
    [InlineData("$o = [pscustomobject]@{ Id = 1 }; $o.PSTypeNames.Insert(0, 'Selected.ContactsPS.Client.Models.ContactGroup'); $o", "Selected.ContactsPS.Client.Models.ContactGroup")]
    [InlineData("7", "System.Int32")]
    [InlineData("'ewa@example.com'", "System.String")]
    [InlineData("$null", "$null")]
    public void Any_other_object_is_refused_with_its_type_and_nothing_is_sent(string input, string type)
    {
        if (input.StartsWith("Get-Process", StringComparison.Ordinal))
        {
            engine.Run("function Get-Process { [System.Diagnostics.Process]::GetCurrentProcess() }").ThrowIfFailed();
        }

        engine.Run("1..3 | ForEach-Object { New-Contact -Email \"c$_@example.com\" }").ThrowIfFailed();
        engine.ForgetRequests();
        var error = engine.Run($"& {{ {input} }} | Remove-Contact -Confirm:$false").SingleError("NotAContact");
        Assert.Contains(type, error.ToString(), StringComparison.Ordinal);
        Assert.Empty(engine.ChangingRequests);
    }

    [Fact]
    public void A_refused_object_is_the_target_of_its_error_and_the_others_continue()
    {
        engine.Run("$c = New-Contact -Email ewa@example.com; $group = Get-ContactGroup -Name VIP").ThrowIfFailed();
        var result = engine.Run("$group, $c | Remove-Contact -Confirm:$false");
        result.SingleError("NotAContact");
        Assert.True((bool)engine.Run("$group.Equals($error[0].TargetObject)").Value!);
        Assert.Empty(engine.Run("Get-Contact").Output);
    }

    [Fact]
    public void An_object_selected_from_another_type_is_a_row()
    {
        var result = engine.Run("""
            $row = [pscustomobject]@{ Email = 'ewa@example.com' }
            $row.PSTypeNames.Insert(0, 'Selected.Microsoft.ActiveDirectory.Management.ADUser')
            $row | New-Contact
            """).ThrowIfFailed();
        Assert.Single(result.Output);
    }

    [Fact]
    public void A_row_without_an_address_is_an_error_that_lists_its_columns()
    {
        var error = engine.Run("[pscustomobject]@{ 'Id;Email;FirstName' = '1;a@example.com;Ewa' } | Remove-Contact -Confirm:$false").SingleError("NoAddress");
        Assert.Contains("Id;Email;FirstName", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(engine.ChangingRequests);
    }

    [Fact]
    public void An_empty_id_cell_is_not_contact_zero()
    {
        engine.Run("[pscustomobject]@{ Id = ''; Name = 'Ewa' } | Remove-Contact -Confirm:$false").SingleError("NoAddress");
        Assert.Empty(engine.Requests);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-4")]
    [InlineData("1,2")]
    [InlineData("1.5")]
    [InlineData("abc")]
    public void An_id_that_is_not_a_positive_whole_number_is_an_error_that_names_row_column_and_rule(string id)
    {
        var error = engine.Run("[pscustomobject]@{ Id = $id } | Remove-Contact -Confirm:$false", ("id", id)).SingleError("InvalidField");
        Assert.Contains("Row 1", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Id must be a whole number above 0", error.ToString(), StringComparison.Ordinal);
        Assert.Contains($"'{id}'", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(engine.Requests);
    }

    [Theory]
    [InlineData("Remove-Contact -Confirm:$false -Id $a.Id, $b.Id")]
    [InlineData("Remove-Contact -Confirm:$false -ContactId $a.Id, $b.Id")]
    [InlineData("Remove-Contact -Confirm:$false -ExternalId C-1, C-2")]
    [InlineData("Remove-Contact -Confirm:$false -Email a@example.com, b@example.com")]
    [InlineData("Remove-Contact -Confirm:$false -InputObject $a, $b")]
    [InlineData("[pscustomobject]@{ No = $a.Id }, [pscustomobject]@{ No = $b.Id } | Remove-Contact -Confirm:$false -Id { $_.No }")]
    [InlineData("[pscustomobject]@{ No = 'C-1' }, @{ No = 'C-2' } | Remove-Contact -Confirm:$false -ExternalId { $PSItem.No }")]
    [InlineData("[pscustomobject]@{ Mail = 'a@example.com' }, [pscustomobject]@{ Mail = 'b@example.com ' } | Remove-Contact -Confirm:$false -Email { $_.Mail.Trim() }")]
    public void Contacts_are_addressed_by_typed_values_or_by_a_script_block_for_each_row(string command)
    {
        engine.Run("$a = New-Contact -Email a@example.com -ExternalId C-1; $b = New-Contact -Email b@example.com -ExternalId C-2; $null = New-Contact -Email c@example.com").ThrowIfFailed();
        engine.Run(command).ThrowIfFailed();
        Assert.Equal(["c@example.com"], engine.Run("(Get-Contact).Email").Texts);
    }

    [Fact]
    public void Only_one_kind_of_address_is_accepted_at_a_time() =>
        engine.Run("Remove-Contact -Id 1 -Email a@example.com -Confirm:$false").SingleError("AmbiguousParameterSet");

    [Fact]
    public void One_id_for_all_piped_rows_is_refused_because_every_row_would_change_the_same_contact()
    {
        engine.Run("@{ Id = 1 }, @{ Id = 2 } | Set-Contact -Id 5 -FirstName Ewa").Errors.ToList()
            .ForEach(error => Assert.Contains("-Id is one value for all piped rows", error.ToString(), StringComparison.Ordinal));
        Assert.Empty(engine.ChangingRequests);
    }

    [Theory]
    [InlineData("{ $_.Nothing }", "NoAddress")]
    [InlineData("{ throw 'broken' }", "InvalidField")]
    public void A_script_block_that_returns_no_address_is_an_error_of_its_row(string script, string id)
    {
        var result = engine.Run($"[pscustomobject]@{{ Name = 'Ewa' }} | Remove-Contact -Confirm:$false -Id {script}");
        Assert.Equal("Ewa", ((System.Management.Automation.PSObject)result.SingleError(id).TargetObject).Properties["Name"].Value);
        Assert.Empty(engine.ChangingRequests);
    }

    [Theory]
    [InlineData("Get-Command nothing-here -ErrorAction Stop", "The term 'nothing-here' is not recognized")]
    [InlineData("$ErrorActionPreference = 'Stop'; Get-Command nothing-here", "The term 'nothing-here' is not recognized")]
    [InlineData("throw 'broken'", "broken")]
    public void A_failing_script_block_is_reported_with_its_own_error_message(string script, string reason) =>
        Assert.Contains(
            $"-FirstName was not computed, because its script block failed: {reason}",
            engine.Run($"[pscustomobject]@{{ Email = 'a@example.com' }} | New-Contact -FirstName {{ {script} }}").SingleError("InvalidField").ToString(),
            StringComparison.Ordinal);

    [Fact]
    public void A_script_block_without_piped_rows_is_an_error_and_not_used_as_text() =>
        engine.Run("Get-Contact -Email { 'a@example.com' }").SingleError("InvalidField");

    [Fact]
    public void Several_contacts_with_the_same_email_are_an_error_that_lists_their_ids_and_nothing_is_changed()
    {
        engine.Run("$a = New-Contact -Email twin@example.com; $b = New-Contact -Email twin@example.com").ThrowIfFailed();
        engine.ForgetRequests();
        var error = engine.Run("[pscustomobject]@{ Email = 'twin@example.com' } | Set-ContactSubscription -Channel email -State Unsubscribed").SingleError("AmbiguousContact");
        foreach (var id in engine.Run("$a.Id; $b.Id").Texts)
        {
            Assert.Contains(id, error.ToString(), StringComparison.Ordinal);
        }

        Assert.Empty(engine.ChangingRequests);
    }

    [Theory]
    [InlineData("Remove-Contact -ExternalId nobody -Confirm:$false")]
    [InlineData("Remove-Contact -Email nobody@example.com -Confirm:$false")]
    [InlineData("Add-ContactGroup -ExternalId nobody -GroupId 2")]
    public void An_address_that_does_not_exist_is_an_error_with_the_typed_value_as_its_target(string command)
    {
        var error = engine.Run(command).SingleError("ContactNotFound");
        Assert.StartsWith("nobody", Assert.IsType<string>(error.TargetObject), StringComparison.Ordinal);
        Assert.Empty(engine.ChangingRequests);
    }

    [Theory]
    [InlineData("Remove-Contact -Confirm:$false")]
    [InlineData("Set-Contact -FirstName Ewa")]
    [InlineData("Set-ContactSubscription -Channel email -State Unsubscribed")]
    [InlineData("Add-ContactGroup -GroupId 2")]
    public void Without_any_input_a_changing_cmdlet_is_an_error_and_never_prompts(string command)
    {
        engine.Run(command).SingleError("NoAddress");
        Assert.Empty(engine.Requests);
    }

    [Theory]
    [InlineData("Get-Contact")]
    [InlineData("New-Contact")]
    [InlineData("Remove-Contact -Confirm:$false")]
    [InlineData("Get-ContactGroup")]
    public void An_empty_pipeline_does_nothing_at_all(string command)
    {
        engine.Run("$null = New-Contact -Email a@example.com").ThrowIfFailed();
        engine.ForgetRequests();
        Assert.Empty(engine.Run($"@() | {command}").ThrowIfFailed().Output);
        Assert.Empty(engine.Requests);
    }
}
