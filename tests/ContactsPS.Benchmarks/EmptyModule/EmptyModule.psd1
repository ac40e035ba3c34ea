@{
    RootModule        = 'EmptyModule.dll'
    ModuleVersion     = '0.1.0'
    GUID              = 'b1b7a1f3-0e34-4f0e-9a53-6a1c6f0b7f52'
    PowerShellVersion = '5.1'
    FunctionsToExport = @()
    CmdletsToExport   = @('Get-Nothing', 'Read-Row')
    VariablesToExport = @()
    AliasesToExport   = @()
}
