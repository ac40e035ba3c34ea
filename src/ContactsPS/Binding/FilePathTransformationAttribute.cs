using System.Management.Automation;

namespace ContactsPS.Binding;

/// <summary>Reads a file object as its full name. On Windows PowerShell, the engine would use its name without the folder.</summary>
internal sealed class FilePathTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        InputRow.Unwrap(inputData) is FileSystemInfo file ? file.FullName : inputData;
}
