using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;

namespace Cluster;

/// <summary>
/// Connections that are encrypted, and on which both ends show a certificate of the cluster's own authority. Who has none is refused; what the
/// certificates are called does not matter, since silos come and go with their addresses.
/// </summary>
internal sealed class Certificates
{
    private readonly X509Certificate2 own;
    private readonly X509Certificate2 authority;

    /// <summary>Reads <c>ca.crt</c>, <c>tls.crt</c> and <c>tls.key</c>, the names that secrets have in Kubernetes.</summary>
    /// <param name="folder">Where they are, as PEM.</param>
    /// <exception cref="ArgumentException">The authority has not signed the certificate, or it is out of date.</exception>
    public Certificates(string folder)
    {
        authority = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(folder, "ca.crt"));
        using X509Certificate2 read = X509Certificate2.CreateFromPemFile(Path.Combine(folder, "tls.crt"), Path.Combine(folder, "tls.key"));

        // Not every operating system takes a key that is in memory alone.
        own = X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), password: null);
        if (!IsOfTheCluster(own))
        {
            throw new ArgumentException($"{folder} must have a certificate tls.crt that ca.crt has signed and that is not out of date, but it is another.", nameof(folder));
        }
    }

    /// <summary>Has both ends of every connection show a certificate.</summary>
    public void Require(TlsOptions options)
    {
        options.LocalCertificate = own;
        options.RemoteCertificateMode = options.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        options.RemoteCertificateValidation = (certificate, _, _) => IsOfTheCluster(certificate);
        options.OnAuthenticateAsClient = (_, client) => client.TargetHost = own.GetNameInfo(X509NameType.DnsName, forIssuer: false);
    }

    private bool IsOfTheCluster(X509Certificate2 certificate)
    {
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(certificate);
    }
}
