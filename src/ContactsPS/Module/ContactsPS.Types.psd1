# The types file, in a manifest of its own that ContactsPS.psm1 imports: the engine reads the types of a module's own manifest before the module's script can refuse a second version.
@{
    ModuleVersion     = '1.0'
    GUID              = '0b6f6a52-3c8e-4a0e-9a55-6a1c7f0e2d94'
    TypesToProcess    = @('ContactsPS.Types.ps1xml')
    FunctionsToExport = @()
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
}
