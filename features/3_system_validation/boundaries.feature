Feature: Workspace boundaries
  With any name and any path, the orchestrator reads, writes and deletes nothing outside its workspace.

  Background: A secret file outside the workspace
    Given a secret file lies outside the workspace

  Rule: The file name in a submission is recorded, the file never opened

    @SAFE-8 @TASK-3 @critical
    Scenario Outline: A submission listing <path> keeps the secret safe
      Given the task "Curious" is in progress
      When its result is submitted with <path> in its list of files
      Then the secret file is unchanged
      And the secret is not disclosed

      Examples: dangerous names and paths
        | path                                               |
        | the absolute path of the secret                    |
        | a relative path to the secret                      |
        | an encoded path to the secret                      |
        | a path with backslashes to the secret              |
        | a link to the secret                               |
        | the path of a device                               |
        | a name of 300 characters                           |
        | a path to the secret behind an invisible character |

    @SAFE-8 @TASK-3 @critical
    Scenario Outline: Naming <path> as an older artifact keeps the secret safe
      Given the task "Curious" is in progress
      When its result is submitted with <path> in its list of older artifacts
      Then the secret file is unchanged
      And the secret is not disclosed

      Examples: dangerous names and paths
        | path                            |
        | the absolute path of the secret |
        | a relative path to the secret   |
        | a link to the secret            |
        | the path of a device            |

    @SAFE-8 @TASK-5 @normal
    Scenario Outline: Discarding work that listed <path> leaves the secret unchanged
      Given the task "Curious" is in progress
      And its result is submitted with <path> in its list of files
      When the task is cancelled and its work is discarded
      Then the cancellation is accepted
      And the secret file is unchanged

      Examples: dangerous names and paths
        | path                            |
        | the absolute path of the secret |
        | a relative path to the secret   |
        | a link to the secret            |

  Rule: A link in the workspace is not followed outside

    @SAFE-8 @TASK-3 @critical @own_server
    Scenario: A folder of artifacts replaced by a link is not followed
      Given the task "Curious" is in progress
      And its result is submitted with more work to follow
      When the folder of its artifact is replaced by a link to the secret
      And its result is submitted
      Then the secret file is unchanged

    @SAFE-8 @MAINT-3 @critical @own_server
    Scenario Outline: A folder of the <document> replaced by a link is not followed
      Given the task "Curious" is planned
      When <making>
      And the folder of the <document> is replaced by a link to the secret
      And <making>
      Then the secret file is unchanged

      Examples: documents
        | document          | making                          |
        | handover document | a handover document is prepared |
        | overview          | the documentation is updated    |

  Rule: A name is never used as a path

    @SAFE-8 @TMPL-1 @critical
    Scenario Outline: Creating a template named <path> is rejected
      When a template whose name is <path> is created
      Then the creation is rejected
      And the secret file is unchanged

      Examples: dangerous names and paths
        | path                                               |
        | the absolute path of the secret                    |
        | a relative path to the secret                      |
        | an encoded path to the secret                      |
        | a path with backslashes to the secret              |
        | the path of a device                               |
        | a name of 300 characters                           |
        | a path to the secret behind an invisible character |

    @SAFE-8 @TMPL-1 @critical
    Scenario Outline: Loading a template named <path> is rejected
      When a template whose name is <path> is loaded
      Then the load is rejected
      And the secret is not disclosed

      Examples: dangerous names and paths
        | path                                  |
        | the absolute path of the secret       |
        | a relative path to the secret         |
        | an encoded path to the secret         |
        | a path with backslashes to the secret |
        | the path of a device                  |

    @SAFE-8 @TMPL-4 @critical
    Scenario Outline: Removing a template named <path> is rejected
      When a template whose name is <path> is removed
      Then the removal is rejected
      And the secret file is unchanged

      Examples: dangerous names and paths
        | path                                  |
        | the absolute path of the secret       |
        | a relative path to the secret         |
        | an encoded path to the secret         |
        | a path with backslashes to the secret |

    @SAFE-8 @TMPL-1 @TMPL-3 @TMPL-4 @critical
    Scenario Outline: No template whose name is <path> can be <used>
      When a template whose name is <path> is <used>
      Then the <action> is rejected
      And the secret file is unchanged
      And the secret is not disclosed

      Examples: requests
        | path                            | used         | action        |
        | the absolute path of the secret | described    | description   |
        | a relative path to the secret   | described    | description   |
        | the absolute path of the secret | uninstalled  | removal       |
        | a relative path to the secret   | uninstalled  | removal       |
        | the absolute path of the secret | instantiated | instantiation |
        | a relative path to the secret   | instantiated | instantiation |

    @SAFE-8 @SESSION-2 @CTRL-5 @normal
    Scenario Outline: The <action> for a session named <path> is rejected
      When a session whose name is <path> is <used>
      Then the <action> is rejected
      And the secret file is unchanged
      And the secret is not disclosed

      Examples: requests
        | path                            | used           | action            |
        | the absolute path of the secret | described      | status request    |
        | a relative path to the secret   | described      | status request    |
        | the absolute path of the secret | reconnected to | reconnection test |
        | a relative path to the secret   | reconnected to | reconnection test |

    @SAFE-8 @SESSION-2 @critical
    Scenario Outline: Resuming a session named <path> is rejected
      When a session whose name is <path> is resumed
      Then the resumption request is rejected
      And the secret file is unchanged

      Examples: dangerous names and paths
        | path                                               |
        | the absolute path of the secret                    |
        | a relative path to the secret                      |
        | an encoded path to the secret                      |
        | a path with backslashes to the secret              |
        | the path of a device                               |
        | a name of 300 characters                           |
        | a path to the secret behind an invisible character |

  Rule: An invalid working directory is rejected

    @SESSION-1 @SAFE-8 @normal
    Scenario Outline: Opening a session in <place> is rejected
      When a session is opened in <place>
      Then the request to open a session is rejected

      Examples: places
        | place                              |
        | the secret file itself             |
        | a directory inside the secret file |
        | a directory that cannot be created |
