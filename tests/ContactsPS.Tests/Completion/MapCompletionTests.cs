using ContactsPS.Testing;

namespace ContactsPS.Tests.Completion;

/// <summary>-Map offers the columns of the file on the line.</summary>
public sealed class MapCompletionTests : IDisposable
{
    private readonly HostedEngine engine = HostedEngine.WithModule();
    private readonly ScratchFolder folder = new();

    public void Dispose()
    {
        engine.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("Sync-Contact FILE -Map ", "@{ ExternalId = 'Code' } @{ ExternalId = 'E-mail' } @{ ExternalId = 'Owner''s {town}' }")]
    [InlineData("Sync-Contact -Path FILE -MatchOn Email, ExternalId -Map e", "@{ Email = 'E-mail' }")]
    [InlineData("Sync-Contact -LiteralPath FILE -Map own", "@{ ExternalId = 'Owner''s {town}' }")]
    [InlineData("Sync-Contact missing.csv -Map ", "")]
    [InlineData("Sync-Contact -Map e", "@{ ExternalId =  @{ Email = ")]
    public void The_columns_of_the_file_are_offered_for_the_key(string line, string inserted)
    {
        var path = folder.Write("customers.csv", "Code;E-mail;Owner's {town}\nK-1;a@example.com;Hel\n");
        Assert.Equal(inserted, string.Join(' ', Tab.Insert(engine, line.Replace("FILE", $"'{path}'", StringComparison.Ordinal).Replace("-Map", "-Delimiter ';' -Map", StringComparison.Ordinal))));
    }
}
