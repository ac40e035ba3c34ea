namespace ContactsPS.Benchmarks.Engines;

/// <summary>
/// Rows to create contacts from, as PowerShell makes and takes them; the fields are those of <see cref="Plain.PlainNewContact"/>. They come from a
/// loop and not from <c>1..$n</c>, so that nothing but the rows is made.
/// </summary>
internal static class NewRows
{
    /// <summary>Makes <c>$n</c> objects, one after the other, such as Import-Csv makes.</summary>
    public const string Objects = $"& {{ for ($i = 1; $i -le $n; $i++) {{ [pscustomobject]{Row} }} }}";

    /// <summary>Makes <c>$n</c> hash tables of the same fields.</summary>
    public const string Tables = $"& {{ for ($i = 1; $i -le $n; $i++) {{ {Row} }} }}";

    /// <summary>Creates contacts from the rows that come.</summary>
    public const string Create = "New-Contact -ExternalDataProperty City, LoyaltyPoints";

    private const string Row =
        """
        @{
            ExternalId = "N-$i"; Email = "anna.$i@example.com"; PhoneNumber = "+48$(600000000 + $i)"; FirstName = 'Małgorzata'; LastName = 'Śliwińska'
            CompanyName = 'Nowak i Synowie sp. z o.o.'; City = 'Łódź'; LoyaltyPoints = $i % 5000
        }
        """;
}
