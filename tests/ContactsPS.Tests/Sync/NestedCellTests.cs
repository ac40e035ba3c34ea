using ContactsPS.Testing;

namespace ContactsPS.Tests.Sync;

/// <summary>A cell may hold any object, even one that contains itself: it is an error of its row if it would be sent, and protects the contact of the row.</summary>
public sealed class NestedCellTests
{
    [Theory]
    [InlineData("FirstName", "", "Failed 1")]
    [InlineData("FirstName", "$deep.self = $deep", "Failed 1")]
    [InlineData("Unused", "", "Updated 1")]
    [InlineData("Unused", "$deep.self = $deep", "Updated 1")]
    public void A_row_with_a_cell_that_is_nested_too_deeply_protects_its_contact(string column, string more, string change)
    {
        using var engine = HostedEngine.Connected();
        engine.Run("$null = 1..4 | ForEach-Object { @{ ExternalId = \"P$_\"; Email = \"p$_@example.com\" } } | New-Contact").ThrowIfFailed();
        var result = engine.Run(
            $$"""
            $deep = @{}; $cell = $deep; 1..40 | ForEach-Object { $cell.k = @{}; $cell = $cell.k }; {{more}}
            $rows = 1..4 | ForEach-Object { [pscustomobject]@{ ExternalId = "P$_"; Email = "p$_@example.com"; FirstName = $null; Unused = $null } }
            $rows[2].{{column}} = $deep
            $rows[2].Email = 'new@example.com'
            $changes = $rows | Sync-Contact -Prune -Confirm:$false -MaximumPrunePercent 50 -WarningAction SilentlyContinue
            $changes | Where-Object Action -ne Unchanged | Group-Object Action | ForEach-Object { "$($_.Name) $($_.Count)" }
            """);
        Assert.Equal([change], result.Texts);
        Assert.Equal(4, engine.Run("Get-Contact").Output.Count);
        if (column is "FirstName")
        {
            Assert.Contains("Row 3 (P3)", result.SingleError("InvalidField").ToString(), StringComparison.Ordinal);
        }
    }
}
