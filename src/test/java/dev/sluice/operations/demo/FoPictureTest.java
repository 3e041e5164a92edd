package dev.sluice.operations.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoPictureTest {
  private static JsonNode json(String text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  private static JsonNode part(String members) throws JsonProcessingException {
    return json("{'participations':[{'station':'a'," + members + "}]}");
  }

  private static StationRow row(JsonNode... services) throws JsonProcessingException {
    JsonNode stations =
        json(
            "{'stations':[{'stationId':'a','protocol':'ocpp2.1','connected':true,'powerW':null,"
                + "'evses':[{'ratedW':22080,'powerW':4000},{'ratedW':11040,'powerW':null}]}]}");
    return FoPicture.rows(List.of("a"), stations, List.of(services)).get(0);
  }

  @Test
  void power_and_rating_are_the_sums_over_the_EVSEs() throws JsonProcessingException {
    StationRow row = row();
    assertThat(row.measuredW()).isEqualTo(4000);
    assertThat(row.ratedW()).isEqualTo(33_120);
    assertThat(row.protocol()).isEqualTo("2.1");
    assertThat(row.limitW()).isNaN();
    assertThat(row.confirmed()).isFalse();
  }

  @Test
  void a_limit_that_is_not_confirmed_yet_is_the_promised_one() throws JsonProcessingException {
    StationRow row = row(part("'state':'ARMED','allocatedW':4300,'confirmedW':null"));
    assertThat(row.limitW()).isEqualTo(4300);
    assertThat(row.confirmed()).isFalse();
    assertThat(row.part()).isEqualTo("armed");
  }

  @Test
  void one_service_is_met_by_what_is_confirmed_for_another() throws JsonProcessingException {
    StationRow row =
        row(
            part("'state':'DELIVERING','allocatedW':4300,'confirmedW':4300"),
            part("'state':'ARMED','allocatedW':4300,'confirmedW':null"));
    assertThat(row.confirmed()).isTrue();
    assertThat(row.part()).isEqualTo("delivering");
    StationRow tighter =
        row(
            part("'state':'DELIVERING','allocatedW':4300,'confirmedW':4300"),
            part("'state':'ARMED','allocatedW':0,'confirmedW':null"));
    assertThat(tighter.confirmed()).isFalse();
    assertThat(tighter.limitW()).isZero();
  }

  @Test
  void what_is_released_has_no_limit() throws JsonProcessingException {
    StationRow row = row(part("'state':'DONE','allocatedW':0,'confirmedW':null"));
    assertThat(row.limitW()).isNaN();
    assertThat(row.part()).isEqualTo("released");
  }

  @Test
  void only_what_the_gateway_may_control_is_in_the_group() throws JsonProcessingException {
    JsonNode stations =
        json(
            "{'stations':[{'stationId':'b','controllable':true},"
                + "{'stationId':'c','controllable':false},{'stationId':'a','controllable':true}]}");
    assertThat(FoPicture.controllable(stations)).containsExactly("a", "b");
  }
}
