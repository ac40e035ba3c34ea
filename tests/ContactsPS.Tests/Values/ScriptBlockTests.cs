using System.Management.Automation;
using ContactsPS.Testing;

namespace ContactsPS.Tests.Values;

/// <summary>A script block that writes an error has no value for its row, whatever $ErrorActionPreference says.</summary>
public sealed class ScriptBlockTests : IDisposable
{
    private const string Rows = "[pscustomobject]@{ Email = 'a@example.com'; Date = '31.02.2025' }, [pscustomobject]@{ Email = 'b@example.com'; Date = '01.03.2025' }";
    private const string Parse = "-CreatedAt { [datetime]::ParseExact($_.Date, 'dd.MM.yyyy', [cultureinfo]::InvariantCulture) }";

    private readonly HostedEngine engine = HostedEngine.Connected();

    public void Dispose() => engine.Dispose();

    [Theory]
    [InlineData("Continue")]
    [InlineData("SilentlyContinue")]
    [InlineData("Ignore")]
    [InlineData("Stop")]
    public void A_date_that_its_block_cannot_read_refuses_its_row_but_not_the_next(string preference)
    {
        var result = engine.Run($"$ErrorActionPreference = '{preference}'; {Rows} | New-Contact {Parse} -ErrorAction SilentlyContinue -ErrorVariable refused; $refused.Count; $refused[0].TargetObject.Date; \"$($refused[0])\"");
        Assert.Equal(["1", "31.02.2025"], result.Texts.Skip(1).Take(2));
        foreach (var part in new[] { "Row 1", "-CreatedAt was not computed, because its script block failed: ", "Date was '31.02.2025'" })
        {
            Assert.Contains(part, result.Texts[3], StringComparison.Ordinal);
        }

        Assert.Equal(["b@example.com 2025-03-01"], engine.Run("Get-Contact | ForEach-Object { '{0} {1:yyyy-MM-dd}' -f $_.Email, $_.CreatedAt }").Texts);
    }

    [Fact]
    public void The_row_is_refused_under_WhatIf_too()
    {
        engine.Run($"{Rows} | New-Contact {Parse} -WhatIf").SingleError("InvalidField");
        Assert.Empty(engine.ChangingRequests);
    }

    [Theory]
    [InlineData("[int]::Parse('zz')")]
    [InlineData("1 / 0")]
    [InlineData("Write-Error broken; 'Ewa'")]
    [InlineData("Write-Error broken -ErrorAction Continue; 'Ewa'")]
    [InlineData("$ErrorActionPreference = 'Continue'; [int]::Parse('zz'); 'Ewa'")]
    [InlineData("Get-Item Function:/nothing-here; 'Ewa'")]
    [InlineData("nothing-here; 'Ewa'")]
    [InlineData("FromModule; 'Ewa'")]
    [InlineData("FromScript; 'Ewa'")]
    [InlineData("$null.Trim()")]
    public void A_change_is_not_applied_in_part(string script)
    {
        engine.Run("$null = New-Module { function FromModule { [int]::Parse('zz') } } | Import-Module -PassThru; function FromScript { Write-Error broken }").ThrowIfFailed();
        engine.Run("$c = New-Contact -Email a@example.com -ExternalId C-1 -FirstName Ala -CompanyName Kolej").ThrowIfFailed();
        engine.ForgetRequests();
        var error = engine.Run($"Get-Contact | Set-Contact -CompanyName {{ {script} }} -FirstName X").SingleError("InvalidField");
        Assert.IsAssignableFrom<PSObject>(PSObject.AsPSObject(error.TargetObject));
        Assert.Empty(engine.ChangingRequests);
    }

    [Theory]
    [InlineData("try { [int]::Parse('zz') } catch { 'Ewa' }")]
    [InlineData("Get-Item Function:/nothing-here -ErrorAction SilentlyContinue; 'Ewa'")]
    [InlineData("Get-Item Function:/nothing-here -ErrorAction Ignore; 'Ewa'")]
    [InlineData("Get-Item Function:/nothing-here 2>$null; 'Ewa'")]
    [InlineData("Write-Warning hm; 'Ewa'")]
    [InlineData("Write-Verbose hm -Verbose; 'Ewa'")]
    public void An_error_that_the_block_handles_is_not_an_error(string script)
    {
        engine.Run($"@{{ Email = 'a@example.com' }} | New-Contact -FirstName {{ {script} }}").ThrowIfFailed();
        Assert.Equal(["Ewa"], engine.Run("(Get-Contact).FirstName").Texts);
    }

    [Theory]
    [InlineData("Remove-Contact -Confirm:$false -Id { [int]::Parse('zz'); 1 }")]
    [InlineData("Add-ContactGroup -GroupId { [int]::Parse('zz'); 2 }")]
    public void An_address_or_group_that_its_block_cannot_compute_is_not_used(string command)
    {
        engine.Run("$c = New-Contact -Email a@example.com").ThrowIfFailed();
        engine.ForgetRequests();
        engine.Run($"[pscustomobject]@{{ Id = $c.Id }} | {command}").SingleError("InvalidField");
        Assert.Empty(engine.ChangingRequests);
    }

    [Fact]
    public void A_block_from_the_caller_of_a_function_reads_the_row_and_the_variables_of_the_caller()
    {
        engine.Run("""
            function Add-Them([scriptblock]$name) { [pscustomobject]@{ Email = 'a@example.com'; Name = 'Ewa' } | New-Contact -FirstName $name }
            & { $suffix = '!'; Add-Them { $_.Name + $suffix }.GetNewClosure() }
            """).ThrowIfFailed();
        Assert.Equal(["Ewa!"], engine.Run("(Get-Contact).FirstName").Texts);
    }
}
