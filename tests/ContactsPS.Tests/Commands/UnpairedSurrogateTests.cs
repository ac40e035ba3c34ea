using ContactsPS.Testing;

namespace ContactsPS.Tests.Commands;

/// <summary>A text of the service may have been cut in the middle of a character.</summary>
public sealed class UnpairedSurrogateTests
{
    [Fact]
    public void An_unpaired_surrogate_in_one_contact_does_not_stop_the_others_from_being_read()
    {
        using var server = LoopbackServer.Repeating(
            """{"meta":{"uniqId":"085fa5dabf"},"data":[{"id":1,"firstName":"Ann"},{"id":2,"firstName":"Eva \ud83d"},{"id":3,"firstName":"Joe"}],"errors":[]}""",
            "HTTP/1.1 200 OK");
        using var engine = HostedEngine.WithModule();
        engine.Connect(new EngineConnection(server.BaseUri, "key", "token"));
        Assert.Equal(["Ann", "Eva \ufffd", "Joe"], engine.Run("(Get-Contact).FirstName").ThrowIfFailed().Texts);
        Assert.Equal(["Ann", "Eva \ufffd", "Joe"], engine.Run("(Invoke-ContactApi /contact).firstName").ThrowIfFailed().Texts);
    }
}
