namespace ContactsPS.Benchmarks.Engines;

/// <summary>Rows to create contacts from, as PowerShell makes and takes them; the fields are those of <see cref="Plain.PlainNewContact"/>.</summary>
internal static class NewRows
{
    /// <summary>Makes <c>$n</c> rows, one after the other.</summary>
    public const string Make =
        """
        1..$n | ForEach-Object {
            [pscustomobject]@{
                ExternalId = "N-$_"; Email = "anna.$_@example.com"; PhoneNumber = "+48$(600000000 + $_)"; FirstName = 'Małgorzata'; LastName = 'Śliwińska'
                CompanyName = 'Nowak i Synowie sp. z o.o.'; City = 'Łódź'; LoyaltyPoints = $_ % 5000
            }
        }
        """;

    /// <summary>Creates contacts from the rows that come.</summary>
    public const string Create = "New-Contact -ExternalDataProperty City, LoyaltyPoints";
}
