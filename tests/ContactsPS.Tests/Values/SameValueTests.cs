using ContactsPS.Testing;

namespace ContactsPS.Tests.Values;

/// <summary>When a sync decides that a contact has the value of its row.</summary>
public sealed class SameValueTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.Connected();

    public void Dispose() => engine.Dispose();

    [Theory]
    [InlineData("1234", "1234", "Unchanged")]
    [InlineData("1234", "01234", "Updated")]
    [InlineData("48501234567", "+48501234567", "Updated")]
    [InlineData("1000", "1E3", "Updated")]
    [InlineData("1234", "1234.0", "Updated")]
    [InlineData("12.50", "12.50", "Unchanged")]
    [InlineData("12.50", "12.5", "Unchanged")]
    [InlineData("12.5", "12.50", "Updated")]
    [InlineData("1e-300", "1E-300", "Unchanged")]
    [InlineData("\"1234\"", "01234", "Updated")]
    [InlineData("true", "True", "Unchanged")]
    public void A_text_equals_a_number_only_in_the_spelling_of_the_number(string held, string written, string action)
    {
        engine.Run("$null = Invoke-ContactApi /contact -Method POST -Body ('[{\"email\":\"a@example.com\",\"externalId\":\"C-1\",\"externalData\":{\"City\":' + $held + '}}]')", ("held", held)).ThrowIfFailed();
        Assert.Equal([action], engine.Run("([pscustomobject]@{ ExternalId = 'C-1'; City = $w } | Sync-Contact -ExternalDataProperty City).Action", ("w", written)).ThrowIfFailed().Texts);
        if (action == "Updated")
        {
            Assert.Equal([$"String {written}"], engine.Run("$v = (Get-Contact).ExternalData.City; \"$($v.GetType().Name) $v\"").Texts);
        }
    }
}
