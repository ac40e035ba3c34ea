using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ContactsPS.Client.Http;

/// <summary>Accepts exactly the certificates that the system accepts, and says what is wrong with others.</summary>
internal static class CertificateCheck
{
    /// <exception cref="RefusedCertificateException">The system does not accept the certificate.</exception>
    public static bool Accept(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        var flaws = new List<string>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            flaws.Add(Messages.Get("CertificateMissing"));
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            flaws.Add(Messages.Get("CertificateName", certificate?.Subject));
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            flaws.AddRange((chain?.ChainStatus ?? []).Select(status => Words(status, certificate)).Distinct(StringComparer.Ordinal));
        }

        throw new RefusedCertificateException(Messages.Get("CertificateRefused", string.Join(Messages.Get("CertificateAnd"), flaws)));
    }

    private static string Words(X509ChainStatus status, X509Certificate? certificate) => status.Status switch
    {
        X509ChainStatusFlags.NotTimeValid => Messages.Get("CertificateTime", certificate?.GetEffectiveDateString(), certificate?.GetExpirationDateString()),
        X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain => Messages.Get("CertificateIssuer", certificate?.Issuer),
        X509ChainStatusFlags.Revoked => Messages.Get("CertificateRevoked"),
        _ => status.StatusInformation.Trim().TrimEnd('.'),
    };
}

/// <summary>The service's certificate is not trusted, so the token must not be sent.</summary>
internal sealed class RefusedCertificateException(string message) : AuthenticationException(message);
