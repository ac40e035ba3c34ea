using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ContactsPS.Client.Http;

/// <summary>Takes the certificates that the system takes and no other, and says of another in words what is wrong with it.</summary>
internal static class CertificateCheck
{
    /// <exception cref="RefusedCertificateException">The system does not take the certificate.</exception>
    public static bool Accept(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        var flaws = new List<string>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            flaws.Add("there is none");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            flaws.Add($"it is for another name ({certificate?.Subject})");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            flaws.AddRange((chain?.ChainStatus ?? []).Select(status => Words(status, certificate)).Distinct(StringComparer.Ordinal));
        }

        throw new RefusedCertificateException($"The service's certificate was refused: {string.Join(", and ", flaws)}.");
    }

    private static string Words(X509ChainStatus status, X509Certificate? certificate) => status.Status switch
    {
        X509ChainStatusFlags.NotTimeValid => $"it has expired or is not valid yet ({certificate?.GetEffectiveDateString()} to {certificate?.GetExpirationDateString()})",
        X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain => $"it is not trusted, since this machine does not know who issued it ({certificate?.Issuer})",
        X509ChainStatusFlags.Revoked => "it was revoked",
        _ => status.StatusInformation.Trim().TrimEnd('.'),
    };
}

/// <summary>The service's certificate is not one to send a token to.</summary>
internal sealed class RefusedCertificateException(string message) : AuthenticationException(message);
