Feature: Template instantiation
  Instantiating a template plans its tasks with values for its parameters. Each value replaces every occurrence of its
  parameter. If a required value is missing or a value is invalid, no task is planned. In a template, a parameter is
  written in double braces, such as {{ROUNDS}}; the tables of drafts leave the braces out. Text in round brackets stands
  for what it describes.

  Background: A release template
    Given the draft of the template "release" has the parameters:
      | parameter | type    | required | default | one of    | pattern    | minimum length | maximum length |
      | PRODUCT   | string  | yes      |         |           |            | 2              | 20             |
      | ROUNDS    | number  | no       | 2       |           |            |                |                |
      | LOUD      | boolean | no       | false   |           |            |                |                |
      | CHANNEL   | string  | no       | web     | web, mail |            |                |                |
      | CODE      | string  | no       | A1      |           | [A-Z][0-9] |                |                |
    And the draft of the template "release" has the tasks:
      | key   | title           | description                            | kind      | specialist | complexity | estimated effort | parent | depends on |
      | whole | Release PRODUCT | After ROUNDS rounds by CHANNEL as CODE | milestone |            |            |                  |        |            |
      | build | Build PRODUCT   | Build PRODUCT for everybody            | standard  | coder      | complex    | ROUNDS days      | whole  |            |
      | check | Check PRODUCT   | Check the build of PRODUCT             | testing   | tester     | simple     |                  | whole  | build      |

  Rule: Planning from a template fills in valid values and rejects anything else

    @TMPL-3 @blocker
    Scenario: The given values replace the parameters in a task description
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter | value |
        | PRODUCT   | Rhea  |
        | ROUNDS    | 7     |
        | CHANNEL   | mail  |
        | CODE      | B2    |
      Then "Release Rhea"'s description is "After 7 rounds by mail as B2"

    @TMPL-3 @critical
    Scenario: A parameter without a value takes its default
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter | value |
        | PRODUCT   | Dione |
      Then "Release Dione"'s description is "After 2 rounds by web as A1"

    @TMPL-3 @normal
    Scenario Outline: A <type> without a value takes its default <default>
      Given the draft of the template "song" has the parameters:
        | parameter | type   | required | default   |
        | LOUD      | <type> | no       | <default> |
      And the draft of the template "song" has the tasks:
        | key  | title | description |
        | only | Sing  | Is it LOUD? |
      And the template "song" is created
      When the tasks of the template "song" are planned without any values
      Then "Sing"'s description is "Is it <default>?"

      Examples: defaults
        | type    | default |
        | number  | 0       |
        | boolean | false   |
        | boolean | true    |

    @TMPL-3 @critical
    Scenario: The value 0 replaces a parameter that has a default
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter | value |
        | PRODUCT   | Janus |
        | ROUNDS    | 0     |
      Then "Release Janus"'s description is "After 0 rounds by web as A1"

    @TMPL-3 @normal
    Scenario Outline: The boolean value <value> appears in the text as "<value>"
      Given the draft of the template "song" has the parameters:
        | parameter | type    | required |
        | LOUD      | boolean | yes      |
      And the draft of the template "song" has the tasks:
        | key  | title | description       |
        | only | Sing  | Is it LOUD: LOUD? |
      And the template "song" is created
      When the tasks of the template "song" are planned with:
        | parameter | value   |
        | LOUD      | <value> |
      Then "Sing"'s description is "Is it <value>: <value>?"

      Examples: values
        | value |
        | true  |
        | false |

    @TMPL-3 @normal
    Scenario Outline: A value that is <type> fills in with each of its parts
      Given the draft of the template "paint" has the parameters:
        | parameter | type   | required |
        | COLOURS   | <json> | yes      |
      And the draft of the template "paint" has the tasks:
        | key  | title    | description           |
        | only | Paint it | Paint it, in COLOURS. |
      And the template "paint" is created
      When the tasks of the template "paint" are planned with:
        | parameter | value   |
        | COLOURS   | <value> |
      Then its description mentions "mauve"
      And its description mentions "ochre"

      Examples: types
        | type      | json   | value                                |
        | a list    | array  | ["mauve", "ochre"]                   |
        | an object | object | {"walls": "mauve", "doors": "ochre"} |

    @TMPL-3 @SAFE-7 @normal
    Scenario Outline: A value that contains <content> is inserted unchanged
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter | value   |
        | PRODUCT   | <value> |
      Then "Build <value>"'s description is "Build <value> for everybody"

      Examples: special characters
        | content                                     | value          |
        | slashes                                     | a // b /* c */ |
        | the name of another parameter in its braces | 7 {{ROUNDS}} 7 |
        | emoji                                       | Ship 🚀👩‍👩‍👧‍👦      |
        | an accent as a separate character           | Café           |

    @TMPL-3 @SAFE-7 @normal
    Scenario: A path with backslashes is inserted unchanged
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter | value                     |
        | PRODUCT   | (a path with backslashes) |
      Then "Build C:\new\tab"'s description is "Build C:\new\tab for everybody"

    @TMPL-3 @critical
    Scenario Outline: A task takes its <field> from the template
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter | value  |
        | PRODUCT   | Tethys |
      Then "Build Tethys"'s <field> is "<content>"

      Examples: fields
        | field            | content                    |
        | specialist       | coder                      |
        | complexity       | complex                    |
        | estimated effort | 2 days                     |
        | description      | Build Tethys for everybody |
        | parent           | Release Tethys             |

    @TMPL-3 @normal
    Scenario Outline: The task "<task>" takes its kind from the template
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter | value |
        | PRODUCT   | Metis |
      Then "<task>"'s kind is "<kind>"

      Examples: tasks
        | task          | kind      |
        | Release Metis | milestone |
        | Check Metis   | testing   |

    @TMPL-3 @critical
    Scenario: A task planned from a template is pending
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter | value |
        | PRODUCT   | Mimas |
      Then "Build Mimas" is pending

    @TMPL-3 @critical
    Scenario: Previewing a template shows its tasks and plans none
      Given the template "release" is created
      When the template "release" is previewed with:
        | parameter | value   |
        | PRODUCT   | Pandora |
      Then the preview request is accepted
      And the reply mentions "Build Pandora"
      And no task has the title "Build Pandora"

    @TMPL-3 @critical
    Scenario: Planning the tasks of a template that was not created is rejected
      When the tasks of the template "no-such-template" are planned with:
        | parameter | value |
        | PRODUCT   | Titan |
      Then the instantiation is rejected

    @TMPL-3 @critical
    Scenario: Without a required value, no task is planned
      Given the template "release" is created
      And the number of tasks is noted
      When the tasks of the template "release" are planned without any values
      Then the instantiation is rejected
      And the number of tasks is unchanged

    @TMPL-3 @critical
    Scenario Outline: The value <value> for <parameter> is rejected, and no task is planned
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter   | value       |
        | PRODUCT     | Wrong Titan |
        | <parameter> | <value>     |
      Then the instantiation is rejected
      And no task has the title "Build Wrong Titan"

      # A value in quotation marks is text, and no number or boolean.
      Examples: invalid values
        | parameter | value     |
        | UNKNOWN   | some text |
        | ROUNDS    | "several" |
        | ROUNDS    | true      |
        | LOUD      | "yes"     |
        | CHANNEL   | pigeon    |
        | CODE      | b2        |

    @TMPL-3 @PROTO-1 @normal
    Scenario: The rejection of an unknown parameter names the parameter
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter | value      |
        | PRODUCT   | Some Titan |
        | UNKNOWN   | anything   |
      Then the instantiation is rejected
      And the reported problem mentions "UNKNOWN"

    @TMPL-3 @normal
    Scenario Outline: A value that is <length> is rejected
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter | value  |
        | PRODUCT   | <name> |
      Then the instantiation is rejected

      Examples: lengths
        | length                    | name                                        |
        | too short                 | X                                           |
        | too long                  | A name with far more than twenty characters |
        | one letter with an accent | É                                           |
        | one letter too long       | A name of 21 letters.                       |

    @TMPL-3 @SAFE-7 @normal
    Scenario Outline: A value of <length> has a permitted length
      Given the template "release" is created
      When the tasks of the template "release" are planned with:
        | parameter | value  |
        | PRODUCT   | <name> |
      Then "Build <name>"'s description is "Build <name> for everybody"

      Examples: lengths
        | length                      | name                 |
        | two letters                 | Ox                   |
        | two letters with accents    | Éé                   |
        | twenty letters              | A name of 20 letters |
        | twenty letters with accents | Éèêëçàâùûüïôöæœÿñáíó |

    @TMPL-3 @PROTO-1 @critical
    Scenario Outline: No task is planned if the <place> title is blank
      Given the draft of the template "trip" has the parameters:
        | parameter | type   | required |
        | WHAT      | string | yes      |
      And the draft of the template "trip" has the tasks:
        | key | title    | description |
        | a   | <first>  | To begin    |
        | b   | <second> | To go on    |
        | c   | <third>  | To end      |
      And the template "trip" is created
      When the tasks of the template "trip" are planned with:
        | parameter | value          |
        | WHAT      | (three spaces) |
      Then the instantiation is rejected
      And no task has the title "<other>"

      Examples: places
        | place  | first          | second   | third | other          |
        | first  | WHAT           | Set sail | Land  | Set sail       |
        | second | Pack the trunk | WHAT     | Land  | Pack the trunk |
        | last   | Pack the trunk | Set sail | WHAT  | Set sail       |
