namespace ContactsPS.Benchmarks.Engines;

/// <summary>Rows to create contacts from, as PowerShell makes and takes them; the fields are those of <see cref="Plain.PlainNewContact"/>.</summary>
internal static class NewRows
{
    /// <summary>Makes <c>$n</c> rows, one after the other. Not from <c>1..$n</c>: piped, that is first made as a whole, and counts as memory.</summary>
    public const string Make =
        """
        & {
            for ($i = 1; $i -le $n; $i++) {
                [pscustomobject]@{
                    ExternalId = "N-$i"; Email = "anna.$i@example.com"; PhoneNumber = "+48$(600000000 + $i)"; FirstName = 'Małgorzata'; LastName = 'Śliwińska'
                    CompanyName = 'Nowak i Synowie sp. z o.o.'; City = 'Łódź'; LoyaltyPoints = $i % 5000
                }
            }
        }
        """;

    /// <summary>Creates contacts from the rows that come.</summary>
    public const string Create = "New-Contact -ExternalDataProperty City, LoyaltyPoints";
}
