using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ShallowNet.Orleans.Tests;

/// <summary>An authority that signs certificates, as files in folders of their own.</summary>
internal sealed class Authority : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("shallownet-certificates-").FullName;
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 certificate;

    public Authority(string name)
    {
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(2));
    }

    /// <summary>Signs a certificate that is good from yesterday on for so many days, and trusts this authority: the folder with the three files.</summary>
    public string Sign(int days = 2, Authority? trusted = null)
    {
        using ECDsa own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=silo", own, HashAlgorithmName.SHA256);
        using X509Certificate2 signed = request.Create(
            certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(key), DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(days - 1).AddMinutes(-1),
            RandomNumberGenerator.GetBytes(8));
        string result = Directory.CreateDirectory(Path.Combine(folder, Guid.NewGuid().ToString())).FullName;
        File.WriteAllText(Path.Combine(result, "ca.crt"), (trusted ?? this).certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(result, "tls.crt"), signed.ExportCertificatePem());
        File.WriteAllText(Path.Combine(result, "tls.key"), own.ExportPkcs8PrivateKeyPem());
        return result;
    }

    public void Dispose()
    {
        certificate.Dispose();
        key.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
