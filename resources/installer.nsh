; Model files lie where the user's generators look for them. Nothing here ever goes there.

!macro customInstall
  ; "Open with" alone: whoever opens these files today goes on opening them.
  WriteRegStr SHELL_CONTEXT "Software\Classes\Civet.Model" "" "Model file"
  WriteRegStr SHELL_CONTEXT "Software\Classes\Civet.Model\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
  WriteRegStr SHELL_CONTEXT "Software\Classes\.safetensors\OpenWithProgids" "Civet.Model" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\.gguf\OpenWithProgids" "Civet.Model" ""
  WriteRegStr SHELL_CONTEXT "Software\Classes\.ckpt\OpenWithProgids" "Civet.Model" ""
!macroend

!macro customUnInstall
  DeleteRegKey SHELL_CONTEXT "Software\Classes\Civet.Model"
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.safetensors\OpenWithProgids" "Civet.Model"
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.gguf\OpenWithProgids" "Civet.Model"
  DeleteRegValue SHELL_CONTEXT "Software\Classes\.ckpt\OpenWithProgids" "Civet.Model"
  ; A new version uninstalls the old one first, and asks nobody.
  ${ifNot} ${isUpdated}
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "Also forget Civet's own settings, queue, history and list of your library?$\r$\n$\r$\nYour model files stay where they are, whatever you answer." /SD IDNO IDNO keepProfile
      SetShellVarContext current
      RMDir /r "$APPDATA\civet"
    keepProfile:
  ${endIf}
!macroend
