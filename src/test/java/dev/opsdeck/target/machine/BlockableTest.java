package dev.opsdeck.target.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.opsdeck.plan.TargetException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BlockableTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.9, 203.0.113.9",
        "203.0.113.9/32, 203.0.113.9",
        "203.0.113.9/24, 203.0.113.0/24",
        "2001:DB8:0:0:0:0:0:7, 2001:db8::7",
        "2001:db8:7::1/48, 2001:db8:7::/48",
    })
    void an_address_has_one_form(String typed, String form) {
        assertThat(Blockable.parse(typed).text()).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123.456.789.0",
                "203.0.113",
                "203.0.113.0/33",
                "203.0.113.*",
                "203.0.113.1-9",
                "0x7f.1",
                "010.0.0.1",
                "example.com",
                "/24",
                "",
                "203.0.113.9; allow all",
                "fe80::1%eth0",
            })
    void what_is_none_is_refused(String typed) {
        assertThatThrownBy(() -> Blockable.parse(typed))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("is no address");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3",
                "172.20.0.0/16",
                "192.168.0.0/16",
                "169.254.169.254",
                "100.64.1.1",
                "::1",
                "fd00::7",
                "fe80::1",
                "::ffff:203.0.113.9",
                "8.0.0.0/7",
                "192.0.0.0/8",
            })
    void what_is_internal_or_holds_it_is_objected_to(String typed) {
        assertThat(Blockable.parse(typed).objection(List.of())).isPresent();
    }

    @Test
    void what_the_catalog_protects_is_objected_to_with_the_range() {
        assertThat(Blockable.parse("203.0.113.9").objection(List.of())).isEmpty();
        assertThat(Blockable.parse("203.0.113.9").objection(List.of("203.0.113.0/28")))
                .hasValueSatisfying(why -> assertThat(why).contains("never to be blocked", "203.0.113.0/28"));
        assertThat(Blockable.parse("203.0.0.0/16").objection(List.of("203.0.113.7"))).isPresent();
        assertThat(Blockable.parse("2001:db8::/48").objection(List.of("203.0.113.7"))).isEmpty();
    }
}
