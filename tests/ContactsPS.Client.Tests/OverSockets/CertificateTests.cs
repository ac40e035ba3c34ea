using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ContactsPS.Client.Errors;
using ContactsPS.Testing;

namespace ContactsPS.Client.Tests;

/// <summary>A service with an invalid certificate receives neither token nor key, and the error says what is wrong with the certificate.</summary>
public sealed class CertificateTests
{
    private const string OneFlaw = "Of a certificate whose issuer it does not know, Mono reports nothing else; it is refused all the same.";

    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    public static TheoryData<string> Operations => [nameof(ContactsClient.ListGroups), Client.Tests.Operations.Create, nameof(ContactsClient.DeleteContactsAsync)];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_certificate_of_an_unknown_issuer_is_not_trusted(string operation) =>
        Assert.Matches("certificate.*not trusted", await RefusalAsync(Certificate("127.0.0.1", Now.AddDays(-1), Now.AddDays(1)), operation));

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_expired_certificate_is_reported_as_expired(string operation)
    {
        OnMono.Skip(OneFlaw);
        Assert.Matches("certificate.*expired", await RefusalAsync(Certificate("127.0.0.1", Now.AddDays(-10), Now.AddDays(-1)), operation));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_certificate_of_another_host_is_reported_with_the_other_name(string operation)
    {
        OnMono.Skip(OneFlaw);
        Assert.Matches("certificate.*another name", await RefusalAsync(Certificate("elsewhere.example", Now.AddDays(-1), Now.AddDays(1)), operation));
    }

    private static async Task<string> RefusalAsync(X509Certificate2 certificate, string operation)
    {
        var received = new ConcurrentQueue<string>();
        using var owned = certificate;
        using var server = new LoopbackServer(async (stream, token) =>
        {
            using var secure = new SslStream(stream);
            await secure.AuthenticateAsServerAsync(certificate);
            received.Enqueue(await ReceivedRequest.ReadHeadAsync(secure, token));
        });
        using var client = SandboxAccess.CreateClient(new Uri(FormattableString.Invariant($"https://127.0.0.1:{server.Port}/v2.1")), ScriptedResponses.Key, ScriptedResponses.Token, retries: 3);
        var failure = await Assert.ThrowsAsync<ContactsException>(() => client.RunAsync(operation));
        Assert.Equal((ContactsFailure.Unreachable, null), (failure.Failure, failure.Status));

        // A certificate does not change by itself, so nothing is sent again.
        Assert.Equal(1, server.Connections);
        Assert.DoesNotContain(received, head => head.Length > 0);
        return failure.Message;
    }

#if NET
    private static X509Certificate2 Certificate(string host, DateTimeOffset from, DateTimeOffset to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(host);
        }

        request.CertificateExtensions.Add(names.Build());
        using var signed = request.CreateSelfSigned(from, to);

        // Windows cannot serve with a key that was never stored.
        return X509CertificateLoader.LoadPkcs12(signed.Export(X509ContentType.Pfx), password: null);
    }
#else
    // Mono has no CertificateRequest.
    private static X509Certificate2 Certificate(string host, DateTimeOffset from, DateTimeOffset to)
    {
        var name = host == "127.0.0.1" ? to > Now ? "unknown-issuer" : "expired" : "another-name";
        return new X509Certificate2(Path.Combine(AppContext.BaseDirectory, "Certificates", $"{name}.pfx"), string.Empty, X509KeyStorageFlags.Exportable);
    }
#endif
}
