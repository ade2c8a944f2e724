package dev.junction.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.junction.identity.policy.PolicyEdit.Edited;
import dev.junction.identity.policy.PolicyEdit.Grant;
import dev.junction.identity.policy.condition.PolicyFault;
import dev.junction.kernel.AccountId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Adding and removing statements by label. Expected documents: recorded from the real SQS by
/// LocalStack, `tests/aws/services/sqs/test_sqs.snapshot.json`, `test_sqs_permission_lifecycle`.
final class PolicyEditTest {

  private static final String ID = Policies.QUEUE + "/SQSDefaultPolicy";
  private static final PolicyLimits SQS = new PolicyLimits(8192, 20, 50, 10, 7);

  private final PolicyEdit edit = new PolicyEdit(SQS);

  private static Grant grant(String label, List<AccountId> accounts, String... actions) {
    List<PrincipalName> names =
        accounts.stream().<PrincipalName>map(PrincipalName.Account::root).toList();
    return new Grant(label, names, List.of(actions), Policies.QUEUE);
  }

  private static Edited.Changed changed(Edited edited) {
    assertThat(edited).isInstanceOf(Edited.Changed.class);
    return (Edited.Changed) edited;
  }

  @Test
  void beginsAPolicyAsSqsDoes() {
    Edited edited =
        edit.add(
            null,
            ID,
            grant(
                "crossaccountpermission",
                List.of(Policies.OWNER, Policies.OTHER),
                "SQS:ReceiveMessage"));

    assertThat(changed(edited).document())
        .isEqualTo(
            """
            {"Version":"2008-10-17",\
            "Id":"arn:aws:sqs:us-east-2:111122223333:queue1/SQSDefaultPolicy",\
            "Statement":[{"Sid":"crossaccountpermission","Effect":"Allow",\
            "Principal":{"AWS":["arn:aws:iam::111122223333:root",\
            "arn:aws:iam::444455556666:root"]},"Action":"SQS:ReceiveMessage",\
            "Resource":"arn:aws:sqs:us-east-2:111122223333:queue1"}]}""");
  }

  @Test
  void oneAccountIsNoList() {
    Edited edited =
        edit.add(null, ID, grant("a", List.of(Policies.OTHER), "SQS:SendMessage", "SQS:*"));

    assertThat(changed(edited).document())
        .contains("\"Principal\":{\"AWS\":\"arn:aws:iam::444455556666:root\"}")
        .contains("\"Action\":[\"SQS:SendMessage\",\"SQS:*\"]");
  }

  @Test
  void whatIsGrantedIsAllowed() {
    Policy policy =
        changed(edit.add(null, ID, grant("a", List.of(Policies.OTHER), "SQS:SendMessage")))
            .policy();

    assertThat(ResourceAccess.decide(policy, Policies.OWNER, Policies.send(Policies.BOB)))
        .isEqualTo(ResourceAccess.Decision.ALLOWED);
    assertThat(ResourceAccess.decide(policy, Policies.OWNER, Policies.send(Policies.NOBODY)))
        .isEqualTo(ResourceAccess.Decision.NOT_ALLOWED);
  }

  @Test
  void labelsComeAndGo() {
    List<AccountId> accounts = List.of(Policies.OTHER);
    Policy one = changed(edit.add(null, ID, grant("first", accounts, "SQS:*"))).policy();
    Policy two = changed(edit.add(one, "other id", grant("second", accounts, "SQS:*"))).policy();

    assertThat(two.id()).isEqualTo(ID);
    assertThat(edit.add(two, ID, grant("first", accounts, "SQS:*")))
        .isEqualTo(new Edited.LabelTaken());
    assertThat(edit.remove(two, "third")).isEqualTo(new Edited.LabelUnknown());
    assertThat(edit.remove(null, "first")).isEqualTo(new Edited.LabelUnknown());
    Policy second = changed(edit.remove(two, "first")).policy();
    assertThat(second.statements()).extracting(Statement::sid).containsExactly("second");
    assertThat(edit.remove(second, "second")).isEqualTo(new Edited.Emptied());
  }

  /// Source: SQS Developer Guide, "Amazon SQS policy quotas".
  @Test
  void limitsHoldForEditsToo() {
    Policy policy = null;
    for (int i = 0; i < SQS.statementsMax(); i++) {
      policy =
          changed(edit.add(policy, ID, grant("s" + i, List.of(Policies.OTHER), "SQS:*"))).policy();
    }

    assertThat(edit.add(policy, ID, grant("more", List.of(Policies.OTHER), "SQS:*")))
        .isInstanceOfSatisfying(
            Edited.Refused.class,
            refused -> assertThat(refused.fault()).isEqualTo(PolicyFault.LIMIT));
  }

  @Test
  void anImpossibleActionIsRefused() {
    assertThat(edit.add(null, ID, grant("a", List.of(Policies.OTHER), "SendMessage")))
        .isInstanceOfSatisfying(
            Edited.Refused.class,
            refused -> assertThat(refused.fault()).isEqualTo(PolicyFault.VALUE));
  }

  @Test
  void aGrantGrantsSomethingToSomebody() {
    assertThatThrownBy(() -> grant("a", List.of(), "SQS:*"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'Version':'2012-10-17','Id':'i','Statement':[{'Sid':'s','Effect':'Deny',"
            + "'NotPrincipal':{'AWS':['111122223333','AIDAEXAMPLEUSERID01'],"
            + "'Service':'sns.amazonaws.com','Federated':'f','CanonicalUser':'c'},"
            + "'NotAction':['sqs:a','sqs:b*'],'NotResource':'arn:aws:sqs:::${aws:username}*',"
            + "'Condition':{'ForAllValues:StringNotLikeIfExists':{'aws:TagKeys':['a','b'],"
            + "'t:X':'${t:y, \\'z\\'}'},'IpAddress':{'aws:SourceIp':'10.0.0.0/8'}}}]}",
        "{'Statement':[{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*'}]}"
      })
  void writesWhatItHasRead(String document) {
    String json = document.replace("\\'", "\\u0027").replace('\'', '"');
    Policy policy = Policies.policy(json);

    assertThat(PolicyWriter.write(policy)).isEqualTo(json.replace("\\u0027", "'"));
  }
}
