package dev.opsdeck.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PublicUrlTest {
    @Test
    void user_password_and_values_of_the_query_are_left_out() {
        assertThat(PublicUrl.of("https://bot:hush@shop.example:8443/health?token=hush"))
                .isEqualTo("https://shop.example:8443/health?…");
    }

    @Test
    void a_plain_url_stays_as_it_is() {
        assertThat(PublicUrl.of("http://localhost/health")).isEqualTo("http://localhost/health");
    }
}
