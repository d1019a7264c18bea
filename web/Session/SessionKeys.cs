using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace QuizPlatform.Web.Session;

/// <summary>
/// The key ring of ASP.NET's Data Protection, of one key made from the gateway's secret: every replica has the same one, after every start, and nothing need
/// be stored. Another secret signs nobody out for good: the cookies cannot be read any more, so people sign in again.
/// </summary>
internal sealed class SessionKeys(string secret) : IXmlRepository
{
    private static readonly DateTimeOffset Since = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var master = HKDF.DeriveKey(HashAlgorithmName.SHA512, Encoding.UTF8.GetBytes(secret), outputLength: 64, info: "web session: key"u8.ToArray());
        var id = HKDF.DeriveKey(HashAlgorithmName.SHA512, Encoding.UTF8.GetBytes(secret), outputLength: 16, info: "web session: id"u8.ToArray());
        var descriptor = new AuthenticatedEncryptorDescriptor(new AuthenticatedEncryptorConfiguration(), new Secret(master)).ExportToXml();
        return
        [
            new XElement("key", new XAttribute("id", new Guid(id)), new XAttribute("version", 1),
                new XElement("creationDate", Since), new XElement("activationDate", Since), new XElement("expirationDate", Since.AddYears(1000)),
                new XElement("descriptor",
                    new XAttribute("deserializerType", descriptor.DeserializerType.AssemblyQualifiedName!), descriptor.SerializedDescriptorElement)),
        ];
    }

    public void StoreElement(XElement element, string friendlyName) => throw new NotSupportedException("The one key there is comes from the secret.");
}
