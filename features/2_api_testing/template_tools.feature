Feature: Template tools
  A template, be it a user template or a shared one, can be created, listed, loaded, described and validated. An invalid
  template is rejected and leaves nothing behind.

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

  Rule: A created template loads unchanged and is listed with its category

    @TMPL-1 @API-2 @blocker
    Scenario: A created template loads unchanged
      When the template "release" is created
      Then the creation is accepted
      And the template "release" loads unchanged

    @TMPL-1 @API-2 @normal
    Scenario: A template can be written in JSON5
      When a template made of a JSON5 text is created
      Then the creation is accepted

    @TMPL-1 @API-2 @critical
    Scenario: A created template is listed
      Given the template "release" is created
      When the templates are listed
      Then the list includes the template "release"

    @TMPL-1 @API-2 @normal
    Scenario Outline: A new <category> template is listed in its category
      Given the template "release" is created as a <category> template
      When the <category> templates are listed
      Then the list includes the template "release" as a <category> template

      Examples: categories
        | category |
        | user     |
        | shared   |

    @TMPL-1 @API-2 @normal
    Scenario: A created template is a user template by default
      Given the template "release" is created
      When the templates are listed
      Then the list includes the template "release" as a user template

    @TMPL-1 @API-2 @normal
    Scenario: The list of user templates contains no shared template
      Given the template "release" is created as a shared template
      When the user templates are listed
      Then the list does not include the template "release"

    @TMPL-1 @API-2 @normal
    Scenario: A shared template can be loaded from the shared templates
      Given the template "release" is created as a shared template
      When the template "release" is loaded from the shared templates
      Then the load is accepted

    @TMPL-1 @API-2 @normal
    Scenario: A shared template cannot be loaded from the user templates
      Given the template "release" is created as a shared template
      When the template "release" is loaded from the user templates
      Then the load is rejected

    @TMPL-1 @API-2 @normal
    Scenario: A shared template cannot be described from the user templates
      Given the template "release" is created as a shared template
      When the template "release" is described from the user templates
      Then the description is rejected

    @TMPL-1 @API-2 @normal
    Scenario: The list of templates shows their purposes on request
      Given the draft of the template "release" has the purpose "crowds of happy users"
      And the template "release" is created
      When the templates with their purposes are listed
      Then the reply mentions "crowds of happy users"

    @TMPL-1 @API-2 @normal
    Scenario: The list of templates shows the purpose of a replaced template
      Given the template "release" is created
      And the templates with their purposes are listed
      And the draft of the template "release" has the purpose "a quiet evening"
      When the template "release" is created replacing the existing one
      And the templates with their purposes are listed
      Then the reply mentions "a quiet evening"

    @TMPL-1 @API-2 @normal
    Scenario: The description of a template shows its purpose
      Given the draft of the template "release" has the purpose "crowds of happy users"
      And the template "release" is created
      When the template "release" is described
      Then the reply mentions "crowds of happy users"

    @TMPL-1 @API-2 @normal
    Scenario Outline: An unknown template cannot be <used>
      When the template "no-such-template" is <used>
      Then the <action> is rejected

      Examples: requests
        | used      | action      |
        | loaded    | load        |
        | described | description |

  Rule: A template replaces an existing one only on request

    @TMPL-1 @critical
    Scenario: Creating a template under an existing name is rejected
      Given the template "release" is created
      When the template "release" is created
      Then the creation is rejected

    @TMPL-1 @critical
    Scenario: A rejected template leaves the existing one unchanged
      Given the draft of the template "release" has the purpose "crowds of happy users"
      And the template "release" is created
      And the draft of the template "release" has the purpose "something else"
      And the template "release" is created
      When the template "release" is loaded
      Then the reply mentions "crowds of happy users"
      And the reply does not mention "something else"

    @TMPL-1 @normal
    Scenario: A created template replaces an existing one on request
      Given the template "release" is created
      And the draft of the template "release" has the purpose "something else"
      When the template "release" is created replacing the existing one
      Then the template "release" loads unchanged

    @TMPL-1 @critical
    Scenario Outline: Replacing a <replaced> template keeps the <kept> template of that name
      Given the template "release" is created as a user template
      And the template "release" is created as a shared template
      And the draft of the template "release" has the purpose "something else"
      When the template "release" is created as a <replaced> template, replacing the existing one
      And the template "release" is loaded from the <kept> templates
      Then the reply does not mention "something else"

      Examples: categories
        | replaced | kept   |
        | shared   | user   |
        | user     | shared |

  Rule: An invalid template is rejected and leaves no trace

    @TMPL-1 @critical
    Scenario Outline: A template made of <content> is rejected and not stored
      When a template made of <content> is created
      Then the creation is rejected
      And the template "malformed" does not exist

      Examples: contents
        | content                 |
        | plain prose             |
        | truncated template text |
        | an empty text           |
        | a list                  |

    @TMPL-1 @normal
    Scenario: The rejection of an incomplete template names the line
      When a template made of truncated template text is created
      Then the reported problem mentions "17"

    @TMPL-1 @normal
    Scenario Outline: The rejection of a template with <mistake> names "<place>"
      Given the draft of the template "release" has <mistake>
      When the template "release" is created
      Then the creation is rejected
      And the reported problem mentions "<place>"

      Examples: mistakes
        | mistake                | place    |
        | no tasks               | tasks    |
        | no metadata            | metadata |
        | a task without a title | whole    |
        | an unknown parent      | nobody   |
        | an unknown dependency  | nobody   |
        | a dependency cycle     | build    |

    @TMPL-1 @critical
    Scenario Outline: A template with <mistake> is rejected and not stored
      Given the draft of the template "release" has <mistake>
      When the template "release" is created
      Then the creation is rejected
      And the template "release" does not exist

      Examples: mistakes
        | mistake                           |
        | no tasks                          |
        | no metadata                       |
        | a task without a title            |
        | an unknown parent                 |
        | an unknown dependency             |
        | a dependency cycle                |
        | a dependency cycle of three tasks |

    @TMPL-1 @normal
    Scenario Outline: A template cannot be named "<name>"
      When a template whose name is "<name>" is created
      Then the creation is rejected

      Examples: names
        | name            |
        | with spaces in  |
        | with.a.dot      |
        | with/a/slash    |
        | ünïcödé         |
        | ../climbing-out |

    @TMPL-1 @normal
    Scenario: A template can have an underscore in its name
      Given the draft of the template "release_2" has the tasks:
        | key  | title   |
        | only | Release |
      When the template "release_2" is created
      Then the creation is accepted
      And the template "release_2" loads unchanged

  Rule: Validation reports what is wrong and where

    @TMPL-2 @critical
    Scenario: Validation reports a valid template as valid
      When the template "release" is validated
      Then the template is reported as valid

    @TMPL-2 @critical
    Scenario Outline: A template with <mistake> is reported as invalid at "<place>"
      Given the draft of the template "release" has <mistake>
      When the template "release" is validated
      Then the template is reported as invalid
      And the reported problem mentions "<place>"

      Examples: mistakes
        | mistake                           | place    |
        | no tasks                          | tasks    |
        | no metadata                       | metadata |
        | a task without a title            | whole    |
        | an unknown parent                 | build    |
        | an unknown dependency             | build    |
        | a dependency cycle                | build    |
        | a dependency cycle of three tasks | build    |
        | an undeclared parameter           | NOBODY   |
        | a parameter of an unknown type    | PRODUCT  |
        | a default of another type         | ROUNDS   |
        | a default outside its choices     | CHANNEL  |
        | a default of another pattern      | CODE     |
        | an unknown complexity             | build    |
        | an unknown kind                   | build    |
        | an unknown specialist             | build    |

    @TMPL-2 @normal
    Scenario Outline: Validation reports a template made of <content> as invalid
      When a template made of <content> is validated
      Then the validation is accepted
      And the template is reported as invalid

      Examples: contents
        | content                 |
        | plain prose             |
        | truncated template text |
        | an empty text           |

    @TMPL-2 @normal
    Scenario: Validation of all templates includes a created one, reporting all as valid
      Given the template "release" is created
      When all templates are validated
      Then every template is reported as valid
      And the list includes the template "release"

    @TMPL-2 @normal
    Scenario: Validating a template does not store it
      Given the list of templates is noted
      When the template "release" is validated
      Then the list of templates is unchanged
