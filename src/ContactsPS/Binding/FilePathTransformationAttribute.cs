using System.Management.Automation;

namespace ContactsPS.Binding;

/// <summary>Reads a path that is a file object as its full name: on Windows PowerShell the engine would make its name without its folder of it.</summary>
internal sealed class FilePathTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        InputRow.Unwrap(inputData) is FileSystemInfo file ? file.FullName : inputData;
}
