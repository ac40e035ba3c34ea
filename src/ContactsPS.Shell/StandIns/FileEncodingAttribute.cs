using System.Management.Automation;
using System.Text;

namespace ContactsPS.Shell.StandIns;

/// <summary>An encoding by the names that pwsh has for UTF-8, or by those that .NET knows.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FileEncodingAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var name = LanguagePrimitives.ConvertTo<string>(inputData);
        return name.ToUpperInvariant() switch
        {
            "UTF8BOM" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            "UTF8" or "UTF8NOBOM" => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            _ => Encoding.GetEncoding(name),
        };
    }
}
