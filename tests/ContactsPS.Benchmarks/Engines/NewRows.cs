namespace ContactsPS.Benchmarks.Engines;

/// <summary>
/// Rows to create contacts from, as PowerShell creates and pipes them; the fields are those of <see cref="Plain.PlainNewContact"/>. They come from a loop and not from <c>1..$n</c>,
/// so that only the rows are created.
/// </summary>
internal static class NewRows
{
    /// <summary>Creates <c>$n</c> objects, one after the other, such as Import-Csv creates.</summary>
    public const string Objects = $"& {{ for ($i = 1; $i -le $n; $i++) {{ [pscustomobject]{Row} }} }}";

    /// <summary>Creates <c>$n</c> hash tables with the same fields.</summary>
    public const string Tables = $"& {{ for ($i = 1; $i -le $n; $i++) {{ {Row} }} }}";

    /// <summary>Creates contacts from the piped rows.</summary>
    public const string Create = "New-Contact -ExternalDataProperty City, LoyaltyPoints";

    private const string Row =
        """
        @{
            ExternalId = "N-$i"; Email = "anna.$i@example.com"; PhoneNumber = "+48$(600000000 + $i)"; FirstName = 'Małgorzata'; LastName = 'Śliwińska'
            CompanyName = 'Nowak i Synowie sp. z o.o.'; City = 'Łódź'; LoyaltyPoints = $i % 5000
        }
        """;
}
