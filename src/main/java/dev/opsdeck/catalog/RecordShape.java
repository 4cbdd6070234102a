package dev.opsdeck.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a record is written in YAML. The binder and the schema both ask here, so that they cannot differ. */
record RecordShape(List<Key> keys) {
    private static final ClassValue<RecordShape> SHAPES = new ClassValue<>() {
        @Override
        protected RecordShape computeValue(Class<?> type) {
            return new RecordShape(
                    Arrays.stream(type.getRecordComponents()).map(Key::of).toList());
        }
    };

    static RecordShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    /** The key that a plain value stands for. */
    Optional<Key> shortForm() {
        return keys.stream().filter(Key::isShortForm).findFirst();
    }

    /** Whether the map may be replaced by a list. */
    boolean shortFormIsList() {
        return shortForm().map(key -> key.component().getType() == List.class).orElse(false);
    }

    /** The component that is not written because it is the key of the surrounding map. */
    Optional<Key> fromKey() {
        return keys.stream().filter(Key::isFromKey).findFirst();
    }

    List<Key> written() {
        return keys.stream().filter(key -> !key.isFromKey()).toList();
    }

    /** Whether a map with nothing in it will do. */
    boolean needsNothing() {
        return written().stream().noneMatch(Key::required);
    }

    /** The name under which a record is written where a map's only key says which record it is. */
    static String kindOf(Class<?> type) {
        return KebabCaseStrategy.INSTANCE.translate(type.getSimpleName());
    }

    static String wordOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** One component of the record. */
    record Key(String name, RecordComponent component) {
        static Key of(RecordComponent component) {
            // JsonProperty cannot stand on a record component; the compiler passes it on to the accessor.
            JsonProperty given = component.getAccessor().getAnnotation(JsonProperty.class);
            String name = given != null ? given.value() : KebabCaseStrategy.INSTANCE.translate(component.getName());
            return new Key(name, component);
        }

        boolean isFromKey() {
            return component.isAnnotationPresent(FromKey.class);
        }

        boolean isShortForm() {
            return component.isAnnotationPresent(ShortForm.class);
        }

        boolean isOneOrMany() {
            return component.isAnnotationPresent(OneOrMany.class);
        }

        Optional<Default> fallback() {
            return Optional.ofNullable(component.getAnnotation(Default.class));
        }

        boolean required() {
            if (isFromKey()
                    || component.isAnnotationPresent(Default.class)
                    || component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                return false;
            }
            return !isCollection() || component.isAnnotationPresent(NotEmpty.class);
        }

        private boolean isCollection() {
            return Collection.class.isAssignableFrom(component.getType())
                    || Map.class.isAssignableFrom(component.getType());
        }
    }
}
